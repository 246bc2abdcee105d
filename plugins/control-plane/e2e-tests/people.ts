import { Page } from '@playwright/test';

/** The four people of the demo. */
export type Person = 'Viewer' | 'Requester' | 'Approver' | 'Admin';

/** Signs in through the demo's own page and waits for the app. */
export async function signInAs(page: Page, person: Person): Promise<void> {
  await page.goto('/');
  await page.getByRole('heading', { name: person, exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}
