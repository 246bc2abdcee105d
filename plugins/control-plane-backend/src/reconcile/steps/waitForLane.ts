import { JobOutcome } from '../../domain/job/jobOutcome';

/**
 * Seconds after which a parked reconcile looks by itself, in case the lane's wake-up was lost. The lane wakes it in the
 * transaction that settles, so this is long: thousands may wait for a lane, and a look costs as much as what is looked for.
 */
const LOOK_AGAIN_SECONDS = 300;

/** How an attempt ends whose request waits for the lane of its repository. */
export function waitForLane(repository: string): JobOutcome {
  return {
    type: 'parked',
    waitsFor: `the publication lane of ${repository}`,
    retryAfterSeconds: LOOK_AGAIN_SECONDS,
  };
}
