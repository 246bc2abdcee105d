import { rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { dataDir, rootDir } from './paths.mjs';
import { findFreePort } from './ports.mjs';

const outputDir = path.join(dataDir, 'test/browser');

/** What the browser tests report, for machines. */
export const browserTestResults = path.join(outputDir, 'results.json');

/** Where traces and screenshots of failed browser tests are. */
export const browserTestTraces = path.join(outputDir, 'results');

/** Builds the app that the browser tests drive. */
export const appBuild = {
  command: 'backstage-cli',
  args: ['package', 'build'],
  cwd: path.join(rootDir, 'packages/app'),
};

/**
 * Clears what an earlier run left and chooses browser and ports.
 *
 * @returns the variables that playwright.config.ts reads, or undefined where there is no browser
 */
export async function prepareBrowserTests() {
  const browser = await findBrowser();
  if (!browser) {
    return undefined;
  }
  rmSync(outputDir, { recursive: true, force: true });
  return {
    CONTROL_PLANE_BROWSER: browser,
    CONTROL_PLANE_E2E_OUTPUT: outputDir,
    CONTROL_PLANE_API_PORT: String(await findFreePort()),
    CONTROL_PLANE_METRICS_PORT: String(await findFreePort()),
  };
}

/** What to do where no browser was found. */
export const browserAdvice =
  'no browser was found; install chromium, run npx playwright install chromium, or name one in CONTROL_PLANE_BROWSER';
