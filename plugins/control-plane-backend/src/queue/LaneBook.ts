import { ClaimedJob } from '../domain/job/Job';
import { LaneShare, shareOut, WaitingLane } from '../domain/job/shareOut';
import { LaneSurvey } from './operations/surveyLanes';

/** A survey serves for this many times as long as it took: so surveys take at most about a twentieth of the time. */
const SERVES_TIMES = 20;

/** However long a survey took, the next is not put off longer. */
const LONGEST_SERVICE_MILLISECONDS = 500;

/** A job, with what tells its lane and its place there. */
type TakenJob = Pick<
  ClaimedJob,
  'id' | 'kind' | 'group' | 'limitKey' | 'priority' | 'runAt'
>;

/**
 * What is known of the lanes since the last survey, less what was given out since.
 *
 * @remarks
 * Several claims share one survey, which makes claims of few jobs cheap. What others take meanwhile only makes a claim
 * come back short; what others add, and what they pause, counts from the next survey on, half a second later at
 * most. Claims that run beside each other are given different jobs of a lane, or different lanes.
 */
export class LaneBook {
  #survey: LaneSurvey | undefined;
  #servesUntil = -Infinity;

  /** Takes a survey over; `startedAt` and `endedAt` are milliseconds of the monotonic clock. */
  open(
    survey: LaneSurvey,
    { startedAt, endedAt }: { startedAt: number; endedAt: number },
  ): void {
    this.#survey = survey;
    this.#servesUntil =
      endedAt +
      Math.min(
        SERVES_TIMES * (endedAt - startedAt),
        LONGEST_SERVICE_MILLISECONDS,
      );
  }

  /** Forgets everything: something changed that a claim has to see. */
  close(): void {
    this.#survey = undefined;
  }

  isOpen(now: number): boolean {
    return this.#survey !== undefined && now < this.#servesUntil;
  }

  /** Gives out up to `most` jobs; nothing when the book is closed. */
  share(most: number): LaneShare[] {
    if (!this.#survey) {
      return [];
    }
    const { lanes, runningOfGroup } = this.#survey;
    const shares = shareOut<WaitingLane>(lanes, {
      most,
      running: runningOfGroup,
      free: new Map(),
    });
    for (const { lane, jobs } of shares) {
      lane.due -= jobs;
      runningOfGroup.set(
        lane.group,
        (runningOfGroup.get(lane.group) ?? 0) + jobs,
      );
    }
    return shares;
  }
}

/**
 * Lets the next claim begin behind the jobs that one took of its shares. On PostgreSQL it does not walk over them again then.
 *
 * @remarks
 * A claim beside it may have skipped what this one took and answer first. Should this one fail then, its jobs wait for the
 * next survey.
 */
export function beginBehind(
  shares: readonly LaneShare[],
  taken: readonly TakenJob[],
): void {
  const lanes = new Map(shares.map(({ lane }) => [keyOf(lane), lane]));
  for (const job of taken) {
    const lane = lanes.get(keyOf(job));
    const place = { runAt: job.runAt.getTime(), id: job.id };
    if (lane && isBefore(lane.first, place)) {
      lane.first = place;
    }
  }
}

/** What jobs of one lane have in common; with lengths, so that no two lanes look alike. */
function keyOf({
  kind,
  group,
  limitKey = '',
  priority,
}: Pick<ClaimedJob, 'kind' | 'group' | 'limitKey' | 'priority'>): string {
  return `${kind.length} ${kind}${group.length} ${group}${priority} ${limitKey}`;
}

function isBefore(a: WaitingLane['first'], b: WaitingLane['first']): boolean {
  return a.runAt < b.runAt || (a.runAt === b.runAt && a.id < b.id);
}
