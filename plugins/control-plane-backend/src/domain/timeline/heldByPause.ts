import { Job } from '../job/Job';
import { JobWait } from '../job/jobWait';
import { TimelineEntry } from './Timeline';

/** A job and, while it is ready, why it waits. */
export type TimelineJob = Job & { wait?: JobWait };

/** What a station says whose job an operator has paused; undefined when nobody has. */
export function heldByPause(
  job: TimelineJob | undefined,
): Pick<TimelineEntry, 'state' | 'message' | 'wait'> | undefined {
  if (job?.wait?.reason !== 'paused') {
    return undefined;
  }
  const { reason, by, at } = job.wait.pause;
  return {
    state: 'waiting',
    message: 'Paused by an operator',
    wait: {
      what: reason,
      whom: [by],
      since: at,
      advice: 'Nothing to do: it goes on by itself when the pause ends',
    },
  };
}
