import { expect } from '@playwright/test';
import { approve, ask, productionWish } from './demoApi';
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
