import { expect, Locator, Page } from '@playwright/test';

/** More stops than any of our pages has; without a limit a target out of reach would never end. */
const MOST_STOPS = 120;

/**
 * Presses a key until the focus is on the target or within it.
 *
 * @param key - how the focus moves: Tab between controls, ArrowDown between rows
 */
export async function moveTo(
  page: Page,
  target: Locator,
  key = 'Tab',
): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop <= MOST_STOPS; stop++) {
    if (await hasFocus(target)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(
    `expected ${target} to be reached with ${key}, got no focus after ${MOST_STOPS} presses`,
  );
}

/** Goes to a control and presses Enter on it. */
export async function activate(page: Page, target: Locator): Promise<void> {
  await moveTo(page, target);
  await page.keyboard.press('Enter');
}

/** Goes to a field and types into it. */
export async function type(
  page: Page,
  target: Locator,
  text: string,
): Promise<void> {
  await moveTo(page, target);
  await page.keyboard.type(text);
}

/** Opens a select, goes to an option by its first letters and takes it. */
export async function select(
  page: Page,
  target: Locator,
  option: string,
): Promise<void> {
  await activate(page, target);
  const wanted = page.getByRole('option', { name: option });
  await moveTo(page, wanted, 'ArrowDown');
  await page.keyboard.press('Enter');
  await wanted.waitFor({ state: 'hidden' });
}

/** Opens a combobox, goes down its list to an option and takes it. */
export async function pick(
  page: Page,
  target: Locator,
  option: string,
): Promise<void> {
  await moveTo(page, target);
  await page.keyboard.press('ArrowDown');
  // The combobox keeps the focus and marks the option it points at.
  const pointed = page
    .getByRole('option', { name: option })
    .and(page.locator('[data-focused]'));
  await expect(async () => {
    if ((await pointed.count()) === 0) {
      await page.keyboard.press('ArrowDown');
    }
    await expect(pointed).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toHaveCount(0);
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate(element => element.contains(document.activeElement));
}
