import { MAX_REPLAYED_JOBS, ReplayedJobs } from '../wire/operations';

/**
 * Replays many jobs, call after call, until those that were dead at first run again.
 *
 * @remarks
 * What dies anew meanwhile is left: those that died first are replayed first, and to go on would replay it for ever. It
 * ends early when a call comes to nothing, because others are at it.
 *
 * @param replay - replays at most `limit` jobs
 * @param onProgress - is told after each call but the last how many run again and how many of them are left
 */
export async function replayAllJobs(
  replay: (limit: number) => Promise<ReplayedJobs>,
  onProgress: (replayed: number, left: number) => void = () => {},
): Promise<ReplayedJobs> {
  let replayed = 0;
  let wanted = Number.POSITIVE_INFINITY;
  for (;;) {
    const step = await replay(Math.min(MAX_REPLAYED_JOBS, wanted - replayed));
    replayed += step.replayed;
    wanted = Math.min(wanted, replayed + step.left);
    if (replayed >= wanted || step.replayed === 0) {
      return { ...step, replayed };
    }
    onProgress(replayed, wanted - replayed);
  }
}
