import { expect } from '@playwright/test';
import { approve, ask, productionWish, waitUntilReady } from './demoApi';
import { signInAs, test } from './people';

test('the open page of a request follows the decision of somebody else without a reload', async ({
  page,
}) => {
  const id = await ask(page, productionWish('Watched while it is decided'));
  await signInAs(page, 'Requester');
  await page.goto(`/control-plane/requests/${id}`);
  await expect(page.getByText('Waits for approval').first()).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.dataset.opened = 'once';
  });

  await approve(page, id);

  await expect(page.getByText('Ready, not observed').first()).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.locator('html')).toHaveAttribute('data-opened', 'once');
});

test('a form keeps its place while something happens elsewhere', async ({
  page,
}) => {
  await signInAs(page, 'Requester');
  await page.goto(
    '/control-plane/classes/preview/request?team=platform&app=payments-api&region=us-east-1',
  );
  await page.getByRole('button', { name: 'Show the plan' }).click();
  const submit = page.getByRole('button', { name: 'Request it' });
  await submit.focus();

  // Each step of it is told to whoever has the app open, and the requester is notified.
  const other = await ask(page, productionWish('Asked for meanwhile'));
  await approve(page, other);
  await waitUntilReady(page, other);

  await expect(submit).toBeFocused();
});
