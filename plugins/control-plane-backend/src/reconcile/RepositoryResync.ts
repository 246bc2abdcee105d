import { LoggerService } from '@backstage/backend-plugin-api';
import { JobOutcome } from '../domain/job/jobOutcome';
import { publishLaneJob, reconcileJob } from '../domain/reconcile/jobs';
import { Request } from '../domain/request/Request';
import { PublishedTree } from '../publishers/Publisher';
import { JobLog, noJobLog } from '../queue/JobLog';
import { UnitOfWork } from '../store/UnitOfWork';
import {
  ComparisonResult,
  RequestBranchComparer,
} from './RequestBranchComparer';

/** Requests that are read at once. */
const PAGE = 200;

/**
 * Compares everything that was published to one repository with its branch, with one fetch.
 *
 * @remarks
 * Also sees that the lane has a job while something is pending, so that one that died is not the end of what it was to publish.
 * Otherwise it only looks and records; where the class has edits repaired it wakes the request, whose own reconcile does that. It never removes anything.
 */
export class RepositoryResync {
  readonly #unitOfWork: UnitOfWork;
  readonly #comparer: RequestBranchComparer;
  readonly #readTree: (
    repository: string,
    signal: AbortSignal,
  ) => Promise<PublishedTree>;
  readonly #logger: LoggerService;

  static create(options: {
    unitOfWork: UnitOfWork;
    comparer: RequestBranchComparer;
    readTree: (
      repository: string,
      signal: AbortSignal,
    ) => Promise<PublishedTree>;
    logger: LoggerService;
  }): RepositoryResync {
    return new RepositoryResync(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    comparer: RequestBranchComparer;
    readTree: (
      repository: string,
      signal: AbortSignal,
    ) => Promise<PublishedTree>;
    logger: LoggerService;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#comparer = options.comparer;
    this.#readTree = options.readTree;
    this.#logger = options.logger;
  }

  async run(
    repository: string,
    signal: AbortSignal,
    log: JobLog = noJobLog,
  ): Promise<JobOutcome> {
    await this.#wakeLane(repository);
    let after: string | undefined;
    let compared = 0;
    let drifted = 0;
    for (;;) {
      // The requests are read before the tree: see `RequestBranchComparer.compare`.
      const page = await this.#unitOfWork.read.requests.listPublished(
        repository,
        after,
        PAGE,
      );
      if (page.length === 0) {
        log.info(
          `Compared ${compared} requests with the branch: ${drifted} are not as they were published`,
        );
        return { type: 'done' };
      }
      const tree = await this.#readTree(repository, signal);
      for (const request of page) {
        signal.throwIfAborted();
        const result = await this.#compare(request, tree, signal);
        drifted += result.type === 'drifted' ? 1 : 0;
      }
      compared += page.length;
      after = page[page.length - 1].id;
    }
  }

  async #wakeLane(repository: string): Promise<void> {
    const [pending] = await this.#unitOfWork.read.publications.listPending(
      repository,
      1,
    );
    if (pending) {
      await this.#unitOfWork.run(tx =>
        tx.enqueue([publishLaneJob(repository)]),
      );
    }
  }

  async #compare(
    request: Request,
    tree: PublishedTree,
    signal: AbortSignal,
  ): Promise<ComparisonResult> {
    const result = await this.#comparer.compare(request, tree, signal);
    if (result.type !== 'drifted') {
      return result;
    }
    this.#logger.warn(
      `Somebody else edited ${result.paths} published paths of ${request.id}`,
      { requestId: request.id },
    );
    if (request.progress?.failure?.retryable === false) {
      // What was given up waits for a person: waking it at each resync would try again, and tell again, for ever.
      return result;
    }
    const pinned = await this.#unitOfWork.read.classes.get(
      request.class.name,
      request.class.digest,
    );
    if (pinned?.spec.drift.onForeignEdit === 'repair') {
      await this.#unitOfWork.run(tx => tx.enqueue([reconcileJob(request)]));
    }
    return result;
  }
}
