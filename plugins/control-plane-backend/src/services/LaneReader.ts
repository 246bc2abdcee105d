import { NotFoundError } from '@backstage/errors';
import { JobWait } from '../domain/job/jobWait';
import { Publication } from '../domain/publication/Publication';
import { PUBLISH_LANE } from '../domain/reconcile/jobs';
import { TargetRepository } from '../domain/target/Target';
import { JobQueue } from '../queue/JobQueue';
import { LaneBacklog, PublicationStore } from '../store/PublicationStore';

/** The one way of publications into a branch, as people look at it. */
export interface PublishLaneView {
  repository: string;
  branch: string;
  pending: number;
  failing: number;
  oldestPendingAt?: Date;
  /** Until when a process holds the lane. */
  heldUntil?: Date;
  heldBy?: string;
  heldSince?: Date;
  /** Why its job does not run, while it waits. */
  wait?: JobWait;
  /** On what the job waits, as its last attempt said. */
  waitsFor?: string;
  nextAttemptAt?: Date;
  pushesPerMinute?: number;
  /** The job that ended badly while something was pending; nothing pushes until it is replayed or another one is enqueued. */
  stopped?: { jobId: string; state: 'dead' | 'cancelled'; message?: string };
  lastPublishedAt?: Date;
  lastFailure?: { message: string; advice: string; at: Date };
}

/** Reads how the lanes of the configured repositories stand. */
export class LaneReader {
  readonly #publications: PublicationStore;
  readonly #queue: JobQueue;
  readonly #repositories: readonly TargetRepository[];
  readonly #pushesPerMinute: (url: string) => number | undefined;

  static create(options: {
    publications: PublicationStore;
    queue: JobQueue;
    repositories: readonly TargetRepository[];
    /** Pushes a minute that the host of an address is given; undefined means no limit. */
    pushesPerMinute: (url: string) => number | undefined;
  }): LaneReader {
    return new LaneReader(options);
  }

  private constructor(options: {
    publications: PublicationStore;
    queue: JobQueue;
    repositories: readonly TargetRepository[];
    pushesPerMinute: (url: string) => number | undefined;
  }) {
    this.#publications = options.publications;
    this.#queue = options.queue;
    this.#repositories = options.repositories;
    this.#pushesPerMinute = options.pushesPerMinute;
  }

  async list(): Promise<PublishLaneView[]> {
    const names = this.#repositories.map(({ name }) => name);
    const [backlogs, jobs] = await Promise.all([
      this.#publications.listBacklogs(),
      this.#queue
        .listLive(PUBLISH_LANE, names)
        .then(live => this.#queue.observe(live)),
    ]);
    return Promise.all(
      this.#repositories.map(async ({ name, url, branch }) => {
        const backlog = backlogs.find(({ repository }) => repository === name);
        const job = jobs.find(({ key }) => key === name);
        const settled = await this.#publications.lastSettled(name);
        const stopped = backlog && !job ? await this.#stopped(name) : undefined;
        return {
          repository: name,
          branch,
          pending: backlog?.pending ?? 0,
          failing: backlog?.failing ?? 0,
          oldestPendingAt: backlog?.oldestPendingAt,
          heldUntil: job?.lease?.until,
          heldBy: job?.lease?.owner,
          heldSince: job?.lease && job.claimedAt,
          wait: job?.wait,
          waitsFor: job?.waitsFor,
          nextAttemptAt: job?.state === 'ready' ? job.runAt : undefined,
          stopped,
          pushesPerMinute: this.#pushesPerMinute(url),
          lastPublishedAt: settled.publishedAt,
          lastFailure: lastFailureOf(backlog, settled),
        };
      }),
    );
  }

  async #stopped(repository: string): Promise<PublishLaneView['stopped']> {
    const last = await this.#queue.lastEnded(PUBLISH_LANE, repository);
    return last && (last.state === 'dead' || last.state === 'cancelled')
      ? {
          jobId: last.id,
          state: last.state,
          message: last.state === 'dead' ? last.lastError?.message : undefined,
        }
      : undefined;
  }

  /**
   * What waits in one lane, in the order in which it is published.
   *
   * @throws NotFoundError for a repository that no target uses.
   */
  async listPublications(
    repository: string,
    limit: number,
  ): Promise<Publication[]> {
    if (!this.#repositories.some(({ name }) => name === repository)) {
      throw new NotFoundError(
        `There is no lane into '${repository}'; there are ${this.#repositories
          .map(({ name }) => name)
          .join(', ')}`,
      );
    }
    return this.#publications.listPending(repository, limit);
  }
}

/** What failed last: of what still waits in any case, of what has ended unless something was published since. */
function lastFailureOf(
  backlog: LaneBacklog | undefined,
  settled: { publishedAt?: Date; failed?: Publication },
): PublishLaneView['lastFailure'] {
  const ended =
    settled.publishedAt &&
    settled.failed?.finishedAt &&
    settled.failed.finishedAt < settled.publishedAt
      ? undefined
      : settled.failed;
  const [newest] = [backlog?.lastFailing, ended]
    .flatMap(publication => {
      const at = publication?.attemptedAt ?? publication?.finishedAt;
      return publication && at
        ? [
            {
              message: publication.message ?? 'The publication failed',
              advice: publication.advice ?? '',
              at,
            },
          ]
        : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  return newest;
}
