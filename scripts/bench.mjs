// Measures the engine beside its peers and beside the bare limit. Not part of `npm test`. `npm run bench -- --help`
// lists the options; docs/performance.md says what is measured and why.
import { enterToolchain } from './toolchain.mjs';

try {
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { runBenchmarks } = await import('./benchmarks.mjs');
  process.exitCode = await runBenchmarks(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
