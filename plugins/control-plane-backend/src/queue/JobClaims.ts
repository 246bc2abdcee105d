import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { Clock } from '../clock';
import { ClaimedJob } from '../domain/job/Job';
import { LaneShare, shareOut } from '../domain/job/shareOut';
import { DatabaseClock } from '../sql/DatabaseClock';
import { dialectOf } from '../sql/dialect';
import { lockTransaction } from '../sql/lockTransaction';
import { ClaimRequest } from './JobQueue';
import { JobQueueConfig } from './JobQueueConfig';
import { beginBehind, LaneBook } from './LaneBook';
import { claimJobs, ClaimOptions } from './operations/claimJobs';
import { LaneSurvey, surveyLanes } from './operations/surveyLanes';

/**
 * Takes due jobs in fair order and leases them.
 *
 * @remarks
 * The protocol:
 *
 * 1. A survey tells which lanes have due jobs, and what runs. A lane is what is alike to the order (kind, group, limit
 *    key, priority). Its cost grows with the number of lanes, not of jobs: a group with ten thousand waiting jobs costs
 *    no more than one with fifty.
 * 2. `shareOut` says how many jobs of which lanes are next.
 * 3. One statement leases the first jobs of those lanes.
 *
 * A survey serves the claims of the next moments, too; see `LaneBook`. A claim that comes back short has seen a survey
 * of its own: there was no more.
 *
 * Two claims beside each other could each take the last place of a limit. Where limits are configured, claims of all
 * processes therefore go one at a time, for the milliseconds they last, each with a survey of its own.
 */
export class JobClaims {
  readonly #book = new LaneBook();
  #bookKinds = '';
  #surveying: Promise<void> | undefined;
  #changes = 0;

  constructor(
    private readonly options: {
      knex: Knex;
      config: JobQueueConfig;
      clock: Clock;
      databaseClock: DatabaseClock;
      /** Runs a statement or transaction again when it failed only because of others beside it. */
      retry<T>(run: () => Promise<T>): Promise<T>;
    },
  ) {}

  /** Says that jobs were added, became due or were held back: the next claim surveys anew. */
  changed(): void {
    this.#changes += 1;
    this.#book.close();
  }

  async take(request: ClaimRequest): Promise<ClaimedJob[]> {
    if (request.limit < 1 || request.kinds.length === 0) {
      return [];
    }
    const jobs = this.#hasLimits
      ? await this.#takeWithinLimits(request)
      : await this.#takeByTheBook(request);
    return jobs.sort(byPriorityThenAge);
  }

  async #takeByTheBook(request: ClaimRequest): Promise<ClaimedJob[]> {
    const taken = this.#knows(request.kinds)
      ? await this.#takeFromBook(request)
      : [];
    if (taken.length === request.limit) {
      return taken;
    }
    try {
      await this.#openBookOnce(request);
      const more = await this.#takeFromBook({
        ...request,
        limit: request.limit - taken.length,
      });
      return [...taken, ...more];
    } catch (error) {
      if (taken.length > 0) {
        // These are leased: whoever asked has to know of them. The next claim meets the error again if it lasts.
        return taken;
      }
      throw error;
    }
  }

  /**
   * Which jobs are next, for whoever has an outcome to write beside the claim; undefined when a claim has to find out.
   *
   * @remarks
   * On PostgreSQL an outcome does not wait for a survey. On SQLite it would have to wait for that of the claim that follows.
   */
  async plan(request: ClaimRequest): Promise<LaneShare[] | undefined> {
    if (this.#hasLimits) {
      return undefined;
    }
    const { knex } = this.options;
    if (!this.#knows(request.kinds) && dialectOf(knex) === 'sqlite') {
      // The outcome is written even if the survey fails.
      await this.#openBookOnce(request).catch(() => {});
    }
    return this.#knows(request.kinds)
      ? this.#book.share(request.limit)
      : undefined;
  }

  get #hasLimits(): boolean {
    return Object.keys(this.options.config.limits).length > 0;
  }

  /** Who wants it at the same time shares it. */
  #openBookOnce(request: ClaimRequest): Promise<void> {
    this.#surveying ??= this.#openBook(request).finally(() => {
      this.#surveying = undefined;
    });
    return this.#surveying;
  }

  #knows(kinds: readonly string[]): boolean {
    return (
      this.#book.isOpen(this.options.clock.monotonic()) &&
      this.#bookKinds === kinds.join(' ')
    );
  }

  async #takeFromBook(request: ClaimRequest): Promise<ClaimedJob[]> {
    const shares = this.#book.share(request.limit);
    const jobs = await this.options.retry(() =>
      this.#lease(this.options.knex, shares, request),
    );
    beginBehind(shares, jobs);
    return jobs;
  }

  async #openBook({ kinds, limit }: ClaimRequest): Promise<void> {
    const { knex, clock, retry } = this.options;
    const changes = this.#changes;
    const startedAt = clock.monotonic();
    const survey = await retry(() => this.#survey(knex, { kinds, limit }));
    this.#bookKinds = kinds.join(' ');
    this.#book.open(survey, { startedAt, endedAt: clock.monotonic() });
    if (this.#changes !== changes) {
      // It may have looked before the change. What it found serves whoever waits for it, and nobody else.
      queueMicrotask(() => this.#book.close());
    }
  }

  async #takeWithinLimits(request: ClaimRequest): Promise<ClaimedJob[]> {
    const { knex, config, retry } = this.options;
    return retry(() =>
      knex.transaction(async tx => {
        await lockTransaction(tx, 'jobs.claim');
        const survey = await this.#survey(tx, request);
        const shares = shareOut(survey.lanes, {
          most: request.limit,
          running: survey.runningOfGroup,
          free: new Map(
            Object.entries(config.limits).map(([key, most]) => [
              key,
              most - (survey.runningOfLimit.get(key) ?? 0),
            ]),
          ),
        });
        return this.#lease(tx, shares, request);
      }),
    );
  }

  #survey(
    knex: Knex,
    { kinds, limit }: Pick<ClaimRequest, 'kinds' | 'limit'>,
  ): Promise<LaneSurvey> {
    const { databaseClock } = this.options;
    return surveyLanes(knex, { clock: databaseClock, kinds, wanted: limit });
  }

  #lease(
    knex: Knex,
    shares: readonly LaneShare[],
    { owner }: ClaimRequest,
  ): Promise<ClaimedJob[]> {
    return claimJobs(knex, shares, this.newClaim(owner));
  }

  /** How a claim is written, with a ticket that nobody has. */
  newClaim(owner: string): ClaimOptions {
    const { databaseClock, config } = this.options;
    return {
      owner,
      ticket: randomUUID(),
      clock: databaseClock,
      leaseSeconds: config.leaseSeconds,
    };
  }
}

/** The database returns what it updated in no order. */
function byPriorityThenAge(a: ClaimedJob, b: ClaimedJob): number {
  return (
    b.priority - a.priority ||
    a.runAt.getTime() - b.runAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}
