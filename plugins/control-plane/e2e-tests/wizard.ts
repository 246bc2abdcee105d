import { Page } from '@playwright/test';

/** Chooses a template on the page of the scaffolder. Its cards have no role, so the button is found from the title. */
export async function chooseTemplate(page: Page, title: string): Promise<void> {
  await page
    .getByText(title, { exact: true })
    .locator('xpath=ancestor::*[.//button[contains(., "Choose")]][1]')
    .getByRole('button', { name: 'Choose' })
    .click();
}

/** Opens a select by its label and takes one of its options. */
export async function chooseOption(
  page: Page,
  label: string,
  option: string,
): Promise<void> {
  await page.getByRole('button', { name: new RegExp(label) }).click();
  await page.getByRole('option', { name: option }).click();
}
