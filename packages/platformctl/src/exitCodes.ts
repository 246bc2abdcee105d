import { InputError } from '@backstage/errors';
import { ControlPlaneError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InterruptedError, TimedOutError, UsageError } from './errors';

export const EXIT_OK = 0;
/** The API refused, the request failed, or the server could not be reached. */
export const EXIT_FAILED = 1;
/** The command line is wrong; nothing was sent. */
export const EXIT_USAGE = 2;
/** Not signed in, or not allowed. */
export const EXIT_DENIED = 3;
/** What was waited for did not come in time. */
export const EXIT_TIMED_OUT = 4;

/** Shells' convention for a process that a signal ended: 128 and the signal's number. */
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The exit code that tells a script how a command failed. */
export function exitCodeOf(error: unknown): number {
  // The client refuses an id that is none before it sends anything.
  if (error instanceof UsageError || error instanceof InputError) {
    return EXIT_USAGE;
  }
  if (error instanceof TimedOutError) {
    return EXIT_TIMED_OUT;
  }
  if (error instanceof InterruptedError) {
    return SIGNAL_EXIT_CODES[error.signalName];
  }
  if (error instanceof ControlPlaneError) {
    return [401, 403].includes(error.status) ? EXIT_DENIED : EXIT_FAILED;
  }
  return EXIT_FAILED;
}
