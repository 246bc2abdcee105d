// Runs everything that has to hold before a change is merged. Its last line is `N passed, N failed`.
import { enterToolchain } from './toolchain.mjs';

try {
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { runChecks } = await import('./checks.mjs');
  process.exitCode = await runChecks();
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
