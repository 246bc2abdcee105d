import { expect, test } from '@playwright/test';
import { signInAs } from './people';

test('a requester finds the control plane in the sidebar', async ({ page }) => {
  await signInAs(page, 'Requester');
  await page.getByRole('link', { name: 'Control plane', exact: true }).click();
  await expect(page).toHaveURL(/\/control-plane\/requests$/);
  await expect(page.getByRole('tab', { name: 'Classes' })).toBeVisible();
});
