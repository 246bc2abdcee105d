/**
 * Command line of the platform control plane.
 *
 * @packageDocumentation
 */
import { nodeHost } from './nodeHost';
import { runCli } from './runCli';

// Setting the code instead of exiting lets output that still waits for a slow pipe be written.
runCli(process.argv.slice(2), nodeHost()).then(
  exitCode => {
    process.exitCode = exitCode;
  },
  error => {
    process.stderr.write(`platformctl: ${error}\n`);
    process.exitCode = 1;
  },
);
