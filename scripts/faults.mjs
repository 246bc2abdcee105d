// Breaks everything that can break while the product works, and looks at what is left. Not part of `npm test`, which
// runs short versions. `npm run faults -- --help` lists the options.
import { enterToolchain } from './toolchain.mjs';

try {
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { runFaultCampaigns } = await import('./faultCampaigns.mjs');
  process.exitCode = await runFaultCampaigns(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
