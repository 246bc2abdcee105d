import { openPage } from './openPage.mjs';
import { median, quantile } from './median.mjs';

/** The requests that `fillFleet` makes. */
export const fleetPath = '/control-plane/fleet?phase=rejected';

const morePages = 20;

/** Reads on through a large fleet, then scrolls through all of it, and prints how long each took. */
export async function measureFleet(browser, { app, requests }) {
  const { page, close } = await openPage(browser, {
    app,
    path: fleetPath,
    shows: 'billing-api',
  });
  const rows = page.getByRole('row');
  const more = page.getByRole('button', { name: /^(Show|Load) more/ });
  const reads = [];
  for (let read = 0; read < morePages && (await more.isVisible()); read++) {
    const before = await rows.count();
    const started = performance.now();
    await more.click();
    await page.waitForFunction(
      count => document.querySelectorAll('[role="row"]').length > count,
      before,
      { polling: 'raf' },
    );
    reads.push(performance.now() - started);
  }
  const shown = (await rows.count()) - 1;
  const frames = await page.evaluate(scrollThrough);
  console.log(`\nFleet of ${requests} requests, ${shown} of them on the page:`);
  console.log(
    `the next hundred    ${figures(reads)}\nframes of scrolling ${figures(
      frames,
    )}`,
  );
  await close();
}

/** Runs in the page: scrolls down screen by screen and returns the milliseconds of each frame. */
async function scrollThrough() {
  const inner = [...document.querySelectorAll('*')].find(
    ({ scrollHeight, clientHeight }) =>
      clientHeight > 300 && scrollHeight > clientHeight + 300,
  );
  const scroller = inner ?? document.scrollingElement;
  const frames = [];
  let last = performance.now();
  for (let frame = 0; frame < 300; frame++) {
    scroller.scrollTop += 200;
    await new Promise(resolve => requestAnimationFrame(resolve));
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return frames;
}

function figures(all) {
  return all.length === 0
    ? 'none'
    : `median ${median(all).toFixed(0)} ms, p95 ${quantile(all, 0.95).toFixed(
        0,
      )} ms, longest ${Math.max(...all).toFixed(0)} ms`;
}
