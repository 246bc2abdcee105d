import { Page, test as base } from '@playwright/test';

/** The four people of the demo. */
export type Person = 'Viewer' | 'Requester' | 'Approver' | 'Admin';

/** A test that may need a second person, in a browser of their own that is closed with the test. */
export const test = base.extend<{ openAs: (person: Person) => Promise<Page> }>({
  openAs: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async person => {
      const page = await browser.newPage();
      pages.push(page);
      await signInAs(page, person);
      return page;
    });
    await Promise.all(pages.map(page => page.context().close()));
  },
});

/** Signs in through the demo's own page and waits for the app. */
export async function signInAs(page: Page, person: Person): Promise<void> {
  await page.goto('/');
  await page.getByRole('heading', { name: person, exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}
