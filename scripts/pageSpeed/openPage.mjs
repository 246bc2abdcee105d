const timeoutMs = 120_000;
/** Without a long task for this time a page counts as at rest. */
const restMs = 1_000;

/**
 * Opens a page in a browser that has cached nothing, signed in as the admin.
 *
 * @param options.shows - text that stands for the content being there
 * @returns interactiveMs - milliseconds from the start of the navigation until the content is there and the last long task before
 *   the page came to rest is over (the time to interactive of web.dev/tti, counted from the content)
 */
export async function openPage(browser, { app, path, shows }) {
  const context = await browser.newContext({
    baseURL: app,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(timeoutMs);
  await context.addInitScript(() => {
    // Where the demo's sign-in keeps who was chosen.
    sessionStorage.setItem('control-plane-demo-persona', 'admin');
    window.lastLongTaskEnd = 0;
    new PerformanceObserver(list => {
      for (const { startTime, duration } of list.getEntries()) {
        window.lastLongTaskEnd = startTime + duration;
      }
    }).observe({ type: 'longtask', buffered: true });
  });
  const page = await context.newPage();
  await page.goto(path, { waitUntil: 'commit' });
  const shownAt = await page
    .waitForFunction(
      text =>
        document.body?.textContent.includes(text)
          ? performance.now()
          : undefined,
      shows,
      { polling: 'raf' },
    )
    .then(handle => handle.jsonValue());
  const lastLongTaskEnd = await page
    .waitForFunction(
      ([from, rest]) =>
        performance.now() - Math.max(from, window.lastLongTaskEnd) > rest
          ? window.lastLongTaskEnd
          : undefined,
      [shownAt, restMs],
      { polling: 100 },
    )
    .then(handle => handle.jsonValue());
  return {
    page,
    interactiveMs: Math.max(shownAt, lastLongTaskEnd),
    close: () => context.close(),
  };
}
