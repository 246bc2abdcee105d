import path from 'node:path';
import { defineConfig } from '@playwright/test';

// Set by scripts/browserTests.mjs, which `npm test` and `npm run test:browser` call.
const port = requireVariable('CONTROL_PLANE_API_PORT');
const browser = requireVariable('CONTROL_PLANE_BROWSER');
const output = requireVariable('CONTROL_PLANE_E2E_OUTPUT');

/** The built app in a real browser, served by a backend of its own with the demo's people and repository. */
export default defineConfig({
  testDir: path.join(__dirname, 'plugins/control-plane/e2e-tests'),
  outputDir: path.join(output, 'results'),
  // One backend and two cores: each worker has a browser of its own.
  workers: 2,
  forbidOnly: true,
  // Long enough for a machine that does several things at once; nothing is expected to take this long.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: path.join(output, 'results.json') }],
  ],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    baseURL: `http://localhost:${port}`,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    launchOptions: {
      executablePath: browser,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node scripts/start.mjs backend',
    url: `http://localhost:${port}/.backstage/health/v1/readiness`,
    timeout: 240_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 45_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: {
      ...process.env,
      CONTROL_PLANE_DATA: path.join(output, 'data'),
      // The backend serves the built app itself.
      APP_CONFIG_app_baseUrl: JSON.stringify(`http://localhost:${port}`),
    },
  },
});

function requireVariable(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(
      `${name} is not set: start the browser tests with npm run test:browser`,
    );
  }
  return value;
}
