import AxeBuilder from '@axe-core/playwright';
import { expect, Locator, Page } from '@playwright/test';
import { test as base } from './people';

/** The two themes of Backstage, by the names that it stores. */
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What Backstage's own elements break: one rule, within the elements that a selector finds. */
interface Exception {
  rule: string;
  within: string;
}

const EXCEPTIONS: readonly Exception[] = [
  // Backstage's page header: the open tab names a panel that the header never draws.
  { rule: 'aria-valid-attr-value', within: '.bui-PluginHeaderTabsWrapper' },
  // Backstage's notifications: the count of the unread is no part of the item's name.
  {
    rule: 'label-content-name-mismatch',
    within: 'a[href="/notifications"]',
  },
];

/**
 * By this the kit tells screen readers that a button is busy, and for seconds after: an element without content, named
 * after a part of the button that goes when it is done. It may go before exceptions are looked for.
 */
const ANNOUNCED = '[data-live-announcer] [role="img"]';

/** A walk through pages; each that is looked at must be free of serious findings. */
export interface Tour {
  page: Page;
  /** Opens an address and looks at it once what it shows is there. */
  visit: (path: string, shows: Locator) => Promise<void>;
  /** Looks at what is on the screen now. */
  look: (name: string, shows: Locator) => Promise<void>;
}

/** A test that walks twice, once in each theme, and fails where axe finds something or where a script fails. */
export const test = base.extend<{
  inBothThemes: (walk: (tour: Tour) => Promise<void>) => Promise<void>;
}>({
  inBothThemes: async ({ page }, use, testInfo) => {
    // A tour has many stops.
    testInfo.slow();
    const complaints = collectComplaints(page);
    await use(async walk => {
      for (const theme of THEMES) {
        await wear(page, theme);
        await walk(tourOf(page, theme));
      }
    });
    expect.soft(complaints).toEqual([]);
  },
});

function tourOf(page: Page, theme: Theme): Tour {
  const look = async (name: string, shows: Locator) => {
    await expect(shows.first()).toBeVisible();
    await settle(page);
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      theme,
    );
    expect.soft(await seriousFindings(page), `${name}, ${theme}`).toEqual([]);
  };
  return {
    page,
    look,
    visit: async (path, shows) => {
      await page.goto(path);
      await look(path, shows);
    },
  };
}

/** The theme is read when a page opens. */
async function wear(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(chosen => localStorage.setItem('theme', chosen), theme);
}

/** Waits until nothing loads or moves any more: in between colours are mixtures of two. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.waitForFunction(() =>
    document.getAnimations().every(
      ({ effect, playState, timeline }) =>
        playState !== 'running' ||
        // Shadows that follow the scroll position, and marks that never rest.
        timeline !== document.timeline ||
        effect?.getComputedTiming().endTime === Infinity,
    ),
  );
}

/** What axe calls serious or critical, with the elements it speaks of. */
async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
    .exclude(ANNOUNCED)
    // In the page itself: the other way opens one more page for each look, for the sake of frames that we do not have.
    .setLegacyMode()
    .analyze();
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, any }) => ({
        rule: id,
        target: target.join(' '),
        words: `${id}: ${target.join(' ')} ${html} ${any
          .map(({ message }) => message)
          .join('; ')}`,
      })),
    );
  const mine = await page.evaluate(
    ([findings, exceptions]) =>
      findings.filter(
        ({ rule, target }) =>
          !exceptions.some(
            exception =>
              exception.rule === rule &&
              document.querySelector(target)?.closest(exception.within),
          ),
      ),
    [found, EXCEPTIONS] as const,
  );
  return mine.map(({ words }) => words);
}

/** What is no failing script: answers of the API other than a success, and a layout that took one more frame. */
const HARMLESS = /^Failed to load resource|ResizeObserver loop/;

/** Errors that scripts of the page throw or report. */
function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  const take = (text: string) => {
    if (!HARMLESS.test(text)) {
      complaints.push(`${page.url()} ${text}`);
    }
  };
  page.on('pageerror', ({ message }) => take(message));
  page.on('console', message => {
    if (message.type() === 'error') {
      take(message.text());
    }
  });
  return complaints;
}
