// Kills the backend while it works, on SQLite and on PostgreSQL, and looks at what is left. Not part of `npm test`,
// which runs a short one. `npm run faults -- --help` lists the options.
import { enterToolchain } from './toolchain.mjs';

try {
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { runCrashCampaigns } = await import('./crashCampaigns.mjs');
  process.exitCode = await runCrashCampaigns(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
