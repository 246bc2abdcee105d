import { expect, Page } from '@playwright/test';
import { ask, productionWish } from './demoApi';
import { activate, moveTo, type } from './keyboardWays';
import { Person, test } from './people';
import { inboxRow } from './requestPages';

async function signInByKeyboard(page: Page, person: Person): Promise<void> {
  await page.goto('/control-plane/classes');
  await activate(
    page,
    page.getByRole('button', { name: new RegExp(`, ${person}$`) }),
  );
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

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
  await expect(page.getByText(/^(You approved it|Approved by)/)).toBeVisible();
});
