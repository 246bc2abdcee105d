// Measures how soon pages can be used, in a browser with an empty cache: the page of a request beside Backstage's own catalog page in the
// same run, and the fleet with many requests.
//
//   npm run page-speed                            10000 requests, 5 rounds
//   npm run page-speed -- --requests 500 --rounds 3
import { parseArgs } from 'node:util';
import { enterToolchain } from './toolchain.mjs';

try {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const [requests, rounds] = [values.requests, values.rounds].map(readCount);
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { measurePageSpeed } = await import('./pageSpeed/measurePageSpeed.mjs');
  await measurePageSpeed({ requests, rounds });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readCount(text) {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new Error(`expected a whole number from 1, got ${text}`);
  }
  return Number(text);
}
