import { chromium } from '@playwright/test';
import { findBrowser } from '../browser.mjs';
import { browserAdvice } from '../browserTests.mjs';
import { onStopSignal } from '../processes.mjs';
import { startProduct } from '../demo/startProduct.mjs';
import { fleetPath, measureFleet } from './measureFleet.mjs';
import { openPage } from './openPage.mjs';
import { median } from './median.mjs';
import { fillFleet } from './fillFleet.mjs';

/** Starts the product with many requests, measures, and prints the figures. */
export async function measurePageSpeed({ requests, rounds }) {
  const executablePath = await findBrowser();
  if (!executablePath) {
    throw new Error(`Nothing can be measured: ${browserAdvice}`);
  }
  const product = await startProduct('page-speed');
  onStopSignal(() => product.stop().finally(() => process.exit(130)));
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const id = await fillFleet(product, requests);
    const places = {
      catalog: {
        path: '/catalog?filters[kind]=component&filters[user]=all',
        shows: 'Payments API',
      },
      request: {
        path: `/control-plane/requests/${id}`,
        shows: 'Waits for approval',
      },
      fleet: { path: fleetPath, shows: 'billing-api' },
    };
    const times = { catalog: [], request: [], fleet: [] };
    // Interleaved, so that what else the machine does meets all of them alike.
    for (let round = 0; round < rounds; round++) {
      for (const [name, place] of Object.entries(places)) {
        const { interactiveMs, close } = await openPage(browser, {
          app: product.app,
          ...place,
        });
        times[name].push(interactiveMs);
        await close();
      }
    }
    console.log(`\nTime to interactive, empty cache, median of ${rounds}:`);
    for (const [name, all] of Object.entries(times)) {
      const ratio = median(all) / median(times.catalog);
      console.log(
        `${name.padEnd(8)} ${milliseconds(median(all))}   ${ratio.toFixed(
          2,
        )} × the catalog page   (${all.map(Math.round).join(', ')})`,
      );
    }
    await measureFleet(browser, { app: product.app, requests });
  } finally {
    await browser.close();
    await product.stop();
  }
}

function milliseconds(value) {
  return `${value.toFixed(0).padStart(6)} ms`;
}
