import { LaneShare, shareOut, WaitingLane } from '../domain/job/shareOut';
import { LaneSurvey } from './operations/surveyLanes';

/** A survey serves for this many times as long as it took: so surveys take at most about a tenth of the time. */
const SERVES_TIMES = 10;

/** However long a survey took, the next is not put off longer. */
const LONGEST_SERVICE_MILLISECONDS = 500;

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
