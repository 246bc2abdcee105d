import path from 'node:path';
import { chromium } from '@playwright/test';

const themes = ['light', 'dark'];
const wide = { width: 1440, height: 900 };
const narrow = { width: 800, height: 900 };

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

  async function enact(scene, viewport, photograph) {
    const context = await browser.newContext({
      baseURL: app,
      viewport,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(90_000);
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
        await settle(page);
      }
      for (const theme of themes) {
        await page.emulateMedia({
          colorScheme: theme,
          reducedMotion: 'reduce',
        });
        await page.waitForTimeout(150);
        await photograph(page, theme);
      }
    } finally {
      await context.close();
    }
  }

  return {
    /** Takes a scene in both themes, the whole page, and where it asks for that at the width of half a screen. */
    async take(scene, folder) {
      const shoot = suffix => (page, theme) =>
        page.screenshot({
          path: path.join(folder, `${scene.name}${suffix}.${theme}.png`),
          animations: 'disabled',
          fullPage: true,
        });
      await enact(scene, wide, shoot(''));
      if (scene.alsoNarrow) {
        await enact(scene, narrow, shoot('.800'));
      }
    },
    /** Takes a scene as the READMEs show it: what is in sight, without what lies below. */
    takeForDocs: (scene, folder) =>
      enact(scene, wide, (page, theme) =>
        page.screenshot({
          path: path.join(folder, `${scene.name}-${theme}.png`),
          animations: 'disabled',
        }),
      ),
    close: () => browser.close(),
  };
}

/** Waits until nothing on the page is loading any more. */
async function settle(page) {
  await page.waitForFunction(
    () => document.querySelector('[aria-busy="true"]') === null,
  );
  await page.evaluate(() => document.fonts.ready);
  // Lazy parts and the pointer's effects.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
}
