import { CustomErrorBase } from '@backstage/errors';

/** The command line or a file it names is wrong; nothing was sent. */
export class UsageError extends CustomErrorBase {
  name = 'UsageError' as const;
}

/** What was waited for did not come in time; it may still come. */
export class TimedOutError extends CustomErrorBase {
  name = 'TimedOutError' as const;
}

/** What was waited for will not come, or the answer is not a good one. */
export class FailedError extends CustomErrorBase {
  name = 'FailedError' as const;
}

/** A signal asked the process to end. */
export class InterruptedError extends CustomErrorBase {
  name = 'InterruptedError' as const;

  constructor(readonly signalName: 'SIGINT' | 'SIGTERM') {
    super(`Interrupted by ${signalName}`);
  }
}
