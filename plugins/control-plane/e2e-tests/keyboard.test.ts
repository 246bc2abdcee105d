import { expect, Page } from '@playwright/test';
import { ask, productionWish } from './demoApi';
import { activate, pick, moveTo, select, type } from './keyboardWays';
import { Person, test } from './people';
import { inboxRow, readRequestId } from './requestPages';

async function signInByKeyboard(page: Page, person: Person): Promise<void> {
  await page.goto('/control-plane/classes');
  await activate(
    page,
    page.getByRole('button', { name: new RegExp(`, ${person}$`) }),
  );
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

test('a requester asks for an environment with the keyboard alone', async ({
  page,
}) => {
  await signInByKeyboard(page, 'Requester');
  await activate(
    page,
    page.getByRole('link', { name: 'Request Preview', exact: true }),
  );

  await select(page, page.getByRole('button', { name: /Team/ }), 'Platform');
  await pick(
    page,
    page.getByRole('combobox', { name: /Component/ }),
    'payments-api',
  );
  await select(page, page.getByRole('button', { name: /Region/ }), 'us-west-2');
  await type(
    page,
    page.getByRole('textbox', { name: /Reason/ }),
    'Asked for without a mouse',
  );
  await activate(page, page.getByRole('button', { name: 'Show the plan' }));
  await activate(page, page.getByRole('button', { name: 'Request it' }));

  await readRequestId(page);
  await expect(page.getByText('Ready, not observed').first()).toBeVisible({
    timeout: 90_000,
  });
});

test('an approver finds a decision in the inbox and takes it with the keyboard alone', async ({
  page,
}) => {
  const id = await ask(page, productionWish('Decided without a mouse'));
  await signInByKeyboard(page, 'Approver');
  // Tab leads to the tab that is open, arrows to its neighbours.
  await moveTo(page, page.getByRole('tab', { name: 'Classes' }));
  await moveTo(
    page,
    page.getByRole('tab', { name: /^Approvals/ }),
    'ArrowLeft',
  );
  await page.keyboard.press('Enter');

  const row = inboxRow(page, id);
  await moveTo(page, page.getByRole('grid', { name: 'Data table' }));
  await moveTo(page, row, 'ArrowDown');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(`/control-plane/approvals/${id}/1`);
  await type(
    page,
    page.getByRole('textbox', { name: 'Comment' }),
    'Looked at it',
  );
  await activate(
    page,
    page.getByRole('button', { name: 'Approve', exact: true }),
  );
  await expect(page.getByText('You approved it')).toBeVisible();
});
