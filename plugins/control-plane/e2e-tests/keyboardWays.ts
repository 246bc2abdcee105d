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

/** Opens a select, goes down to an option and takes it. */
export async function select(
  page: Page,
  target: Locator,
  option: string,
): Promise<void> {
  await activate(page, target);
  const wanted = page.getByRole('option', { name: option });
  // An arrow that is pressed before the list has the focus is one for the button, and closes the list again.
  await waitForFocus(page.getByRole('listbox'));
  await moveTo(page, wanted, 'ArrowDown');
  await page.keyboard.press('Enter');
  await wanted.waitFor({ state: 'hidden' });
  await expect(target).toContainText(option);
}

/** Types into a combobox until its list has the option, goes down to it and takes it. */
export async function pick(
  page: Page,
  target: Locator,
  option: string,
): Promise<void> {
  await moveTo(page, target);
  await page.keyboard.type(option);
  const wanted = page.getByRole('option', { name: option, exact: true });
  await wanted.waitFor();
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(target).toHaveAttribute('aria-activedescendant', /.+/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(target).toHaveValue(option);
}

async function waitForFocus(target: Locator): Promise<void> {
  await expect.poll(() => hasFocus(target)).toBe(true);
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate(element => element.contains(document.activeElement));
}
