import { Job } from './Job';
import { Pause } from './Pause';

/**
 * Why a job that is ready does not run.
 *
 * - `paused`: the first of the pauses that hold it.
 * - `later`: its time has not come.
 * - `limit`: as many jobs with its limit key run as may.
 * - `turn`: it is due, and waits for a free worker and its group's share.
 */
export type JobWait =
  | { reason: 'paused'; pause: Pause }
  | { reason: 'later' }
  | { reason: 'limit'; most: number }
  | { reason: 'turn' };

/** What decides whether jobs can run, as it was at one instant. */
export interface QueueMoment {
  /** Time of the database. */
  now: Date;
  /** The oldest first. */
  pauses: readonly Pause[];
  /** Most jobs that run at a time, by limit key. */
  limits: Readonly<Record<string, number>>;
  /** How many run, by limit key. */
  running: ReadonlyMap<string, number>;
  /** Ids of those that died or were cancelled and that a later job of their kind and key followed. */
  superseded: ReadonlySet<string>;
}

/** A job as it stood at one instant; `wait` is there while it is ready, `lease` while it runs. */
export interface ObservedJob extends Job {
  observedAt: Date;
  wait?: JobWait;
  /** It died or was cancelled, and a later job of its kind and key followed: it is history. */
  superseded: boolean;
}

/** Looks at a job as of a moment. */
export function observeJob(job: Job, moment: QueueMoment): ObservedJob {
  return {
    ...job,
    observedAt: moment.now,
    superseded: moment.superseded.has(job.id),
    ...(job.state === 'ready' && { wait: determineWait(job, moment) }),
  };
}

/** A pause comes before all else: until it ends, nothing else matters. */
function determineWait(job: Job, moment: QueueMoment): JobWait {
  const pause = moment.pauses.find(candidate => holds(candidate, job));
  if (pause) {
    return { reason: 'paused', pause };
  }
  if (job.runAt > moment.now) {
    return { reason: 'later' };
  }
  const most =
    job.limitKey === undefined ? undefined : moment.limits[job.limitKey];
  if (
    most !== undefined &&
    (moment.running.get(job.limitKey ?? '') ?? 0) >= most
  ) {
    return { reason: 'limit', most };
  }
  return { reason: 'turn' };
}

function holds({ scope, name }: Pause, job: Job): boolean {
  switch (scope) {
    case 'kind':
      return job.kind === name;
    case 'group':
      return job.group === name;
    case 'limit':
      return job.limitKey === name;
    default: {
      const unreachable: never = scope;
      throw new Error(`Unknown scope of a pause: ${unreachable}`);
    }
  }
}
