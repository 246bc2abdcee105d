// Builds the app and drives it in a browser. Arguments go to Playwright: `npm run test:browser -- approvals`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { rootDir } from './paths.mjs';
import { enterToolchain } from './toolchain.mjs';

try {
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { appBuild, browserAdvice, prepareBrowserTests } = await import(
    './browserTests.mjs'
  );
  const environment = await prepareBrowserTests();
  if (!environment) {
    throw new Error(`The browser tests cannot run: ${browserAdvice}`);
  }
  process.exitCode =
    run(appBuild) ||
    run({
      command: 'playwright',
      args: ['test', ...process.argv.slice(2)],
      cwd: rootDir,
      env: { ...process.env, ...environment },
    });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function run({ command, args, cwd, env }) {
  const { status } = spawnSync(
    path.join(rootDir, 'node_modules/.bin', command),
    args,
    { cwd, env, stdio: 'inherit' },
  );
  return status ?? 1;
}
