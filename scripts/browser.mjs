import { existsSync } from 'node:fs';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser that the browser tests drive: the one that `CONTROL_PLANE_BROWSER` names, the system's Chromium or Chrome,
 * or the one that Playwright has installed for itself.
 *
 * @returns its path, or undefined where there is none
 * @throws Error when the variable names a file that is not there
 */
export async function findBrowser() {
  const chosen = process.env.CONTROL_PLANE_BROWSER;
  if (chosen && !existsSync(chosen)) {
    throw new Error(
      `CONTROL_PLANE_BROWSER must be the path of a Chromium or Chrome, got '${chosen}', which does not exist`,
    );
  }
  const { chromium } = await import('@playwright/test');
  return [chosen, ...systemBrowsers, chromium.executablePath()].find(
    file => file && existsSync(file),
  );
}
