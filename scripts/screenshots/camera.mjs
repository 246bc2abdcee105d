import path from 'node:path';
import { chromium } from '@playwright/test';

const themes = ['light', 'dark'];
const wide = { width: 1440, height: 900 };
const narrow = { width: 800, height: 900 };

/** Long enough for a machine that does several things at once. */
const timeoutMs = 90_000;

/** Opens a browser that takes scenes as their people see them. */
export async function openCamera({ browser: executablePath, app }) {
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--hide-scrollbars',
    ],
  });
  const context = await browser.newContext({
    baseURL: app,
    viewport: wide,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  context.setDefaultTimeout(timeoutMs);

  return {
    /**
     * Takes a scene in both themes.
     *
     * @param options.folder - gets the whole page, also at the width of half a screen where the scene asks for that
     * @param options.docsDir - gets what is in sight without scrolling; absent for none
     */
    async take(scene, { folder, docsDir }) {
      // A change of theme loads the app's pages anew, and what was done on them is gone.
      const rounds = scene.act ? themes.map(theme => [theme]) : [themes];
      for (const round of rounds) {
        // What somebody chose lives in the page: each has one of its own.
        const page = await context.newPage();
        try {
          await page.emulateMedia({ colorScheme: round[0] });
          await enact(page, scene);
          // A dialog covers what is in sight, and below it nothing would.
          const fullPage = (await page.getByRole('dialog').count()) === 0;
          await shoot(page, round, folder, `${scene.name}.`, { fullPage });
          if (docsDir) {
            await shoot(page, round, docsDir, `${scene.name}-`, {
              fullPage: false,
            });
          }
          if (scene.alsoNarrow) {
            await page.setViewportSize(narrow);
            await page.waitForTimeout(300);
            await shoot(page, round, folder, `${scene.name}.800.`, {
              fullPage,
            });
          }
        } finally {
          await page.close();
        }
      }
    },
    close: () => browser.close(),
  };
}

async function enact(page, scene) {
  if (scene.as) {
    // Where the demo's sign-in keeps who was chosen.
    await page.addInitScript(persona => {
      sessionStorage.setItem('control-plane-demo-persona', persona);
    }, scene.as);
  }
  await scene.prepare?.(page);
  await page.goto(scene.path);
  await scene.shows(page).first().waitFor();
  await scene.act?.(page);
  if (!scene.isLoading) {
    await page.waitForFunction(
      () =>
        document.querySelector('[aria-busy="true"], .bui-Skeleton') === null,
    );
  }
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    return document.fonts.ready;
  });
  await page.mouse.move(0, 0);
  // What is drawn after the data, such as highlighted code and the effects of the pointer.
  await page.waitForTimeout(500);
}

async function shoot(page, round, folder, name, options) {
  for (const theme of round) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(150);
    await page.screenshot({
      path: path.join(folder, `${name}${theme}.png`),
      animations: 'disabled',
      ...options,
    });
  }
}
