import { ConflictError } from '@backstage/errors';
import { JobOutcome } from '../domain/job/jobOutcome';
import { Backoff, retryDelay } from '../domain/job/retryDelay';
import { Publication } from '../domain/publication/Publication';
import { CONTENDED } from '../domain/publication/PublishRejection';
import { reconcileJob } from '../domain/reconcile/jobs';
import { TargetRepository } from '../domain/target/Target';
import { Publisher, PublishOperation } from '../publishers/Publisher';
import { PushBudget } from '../publishers/PushBudget';
import { JobLog, noJobLog } from '../queue/JobLog';
import { UnitOfWork } from '../store/UnitOfWork';
import { AttemptVerdict, verdictOf } from './AttemptVerdict';
import { LaneTracker } from './LaneTracker';
import { PublicationPreparer } from './PublicationPreparer';
import { settlementOf } from './settlementOf';
import { tellSettlement } from './tellSettlement';
import { recordForeignEdits } from './recordForeignEdits';

/** Most operations of one push: a push is worth dozens of commits, and a larger one delays the first of them. */
const MAX_BATCH = 100;

/** After so long an attempt ends although there is more: one that goes on for ever could not be told from one that hangs. */
const LONGEST_TURN_MILLISECONDS = 2 * 60_000;

/** A publication and what its attempt means for it. */
interface Judged {
  publication: Publication;
  verdict: AttemptVerdict;
}

export interface PublishLaneOptions {
  unitOfWork: UnitOfWork;
  preparer: PublicationPreparer;
  publisher: Publisher;
  repository(name: string): TargetRepository | undefined;
  /** What the host of each repository bears. */
  budget: Pick<PushBudget, 'isLimited' | 'hearOfPush' | 'delayBeforePush'>;
  backoff: Backoff;
  /** A number from 0 up to 1. */
  random: () => number;
  tracker: LaneTracker;
}

/**
 * Drains the pending publications of one repository.
 *
 * @remarks
 * One lane a repository: its job's key is the repository, so that the lease of the job is the lease of the lane. A holder that lost its
 * lease may still push for a moment; the publisher's search for operation ids keeps that from becoming a second commit.
 *
 * 1. Take what is pending and due, in the order it was asked for.
 * 2. Judge each once more; refuse or skip what must not or need not be published.
 * 3. Push the rest together, a commit each, with the head and whatever others edited in the way recorded before the push.
 * 4. Store the outcomes and wake the requests, in one transaction.
 *
 * What failed in a way that may pass stays pending with its own back-off; it never holds up the others.
 *
 * As long as something is due the lane goes on, for some minutes; then it ends its turn and takes the next one.
 */
export class PublishLane {
  readonly #options: PublishLaneOptions;
  /** When this process stored what it had published last, by repository. What was published later, another one pushed. */
  readonly #publishedAt = new Map<string, Date>();

  static create(options: PublishLaneOptions): PublishLane {
    return new PublishLane(options);
  }

  private constructor(options: PublishLaneOptions) {
    this.#options = options;
  }

  async run(
    name: string,
    signal: AbortSignal,
    log: JobLog = noJobLog,
  ): Promise<JobOutcome> {
    const repository = this.#options.repository(name);
    if (!repository) {
      return {
        type: 'terminal',
        message: `Repository ${name} is not configured any more; add it to controlPlane.repositories again and replay this job`,
      };
    }
    let startedAt: Date | undefined;
    for (;;) {
      signal.throwIfAborted();
      const { due, nextAt, now } = await this.#pending(name);
      startedAt ??= now;
      if (due.length === 0) {
        return nextAt
          ? parkedUntil(nextAt, now, 'the next try of a publication')
          : { type: 'done' };
      }
      if (now.getTime() - startedAt.getTime() >= LONGEST_TURN_MILLISECONDS) {
        return {
          type: 'parked',
          waitsFor: 'its next turn',
          retryAfterSeconds: 0,
        };
      }
      const delayMs = await this.#delayBeforePush(repository, now);
      if (delayMs > 0) {
        return {
          type: 'parked',
          waitsFor: `the push budget of ${name}`,
          retryAfterSeconds: Math.ceil(delayMs / 1000),
        };
      }
      await this.#drain(repository, due, { signal, log });
    }
  }

  async #pending(
    name: string,
  ): Promise<{ due: Publication[]; nextAt?: Date; now: Date }> {
    const { unitOfWork } = this.#options;
    const { publications } = unitOfWork.read;
    const now = await unitOfWork.now();
    const due = await publications.listDue(name, { at: now, limit: MAX_BATCH });
    return due.length > 0
      ? { due, now }
      : { due, nextAt: await publications.nextTryAt(name), now };
  }

  /** Milliseconds until the host bears the next push, whichever process made the last one. */
  async #delayBeforePush(
    { name, url }: TargetRepository,
    now: Date,
  ): Promise<number> {
    const { budget, unitOfWork } = this.#options;
    if (!budget.isLimited(url)) {
      return 0;
    }
    const { publishedAt } = await unitOfWork.read.publications.lastSettled(
      name,
    );
    const own = this.#publishedAt.get(name);
    if (publishedAt && (!own || publishedAt > own)) {
      budget.hearOfPush(url, now.getTime() - publishedAt.getTime());
    }
    return budget.delayBeforePush(url);
  }

  async #drain(
    repository: TargetRepository,
    due: Publication[],
    { signal, log }: { signal: AbortSignal; log: JobLog },
  ): Promise<void> {
    const { preparer, publisher, tracker } = this.#options;
    const operations: PublishOperation[] = [];
    const judged: Judged[] = [];
    const prepared = await preparer.prepare(due, signal);
    for (const publication of due) {
      const preparation = prepared.get(publication.operationId);
      if (preparation?.type === 'publish') {
        operations.push(preparation.operation);
      } else if (preparation) {
        judged.push({ publication, verdict: preparation });
      }
    }
    await this.#settle(judged, log);
    if (operations.length === 0) {
      return;
    }
    const outcomes = await tracker.track(
      repository.name,
      operations.length,
      () =>
        publisher.publish({
          target: { repositoryUrl: repository.url, branch: repository.branch },
          operations,
          recordBase: (head, operationIds) =>
            this.#recordBase(repository.name, head, operationIds),
          recordForeignEdits: edits =>
            recordForeignEdits(this.#options.unitOfWork, due, edits),
          signal,
        }),
    );
    await this.#settle(
      due.flatMap(publication => {
        const outcome = outcomes.get(publication.operationId);
        return outcome ? [{ publication, verdict: verdictOf(outcome) }] : [];
      }),
      log,
    );
  }

  /**
   * Stores the head that operations are built on, right before they are pushed.
   *
   * @throws ConflictError when one of them was settled meanwhile: then this holder has lost the lane to another one, which may have
   * published a newer generation since.
   */
  async #recordBase(
    repository: string,
    head: string,
    operationIds: string[],
  ): Promise<void> {
    await this.#options.unitOfWork.run(async tx => {
      const pending = new Set(
        await tx.publications.recordBase(operationIds, head),
      );
      const settled = operationIds.filter(id => !pending.has(id));
      if (settled.length > 0) {
        throw new ConflictError(
          `Expected the operations to be pending when they are pushed, but ${settled.join(
            ', ',
          )} were settled meanwhile: another worker has the lane of ${repository} now`,
        );
      }
    });
  }

  /** Stores what an attempt means for each publication, and wakes their requests. */
  async #settle(judged: readonly Judged[], log: JobLog): Promise<void> {
    if (judged.length === 0) {
      return;
    }
    const settled = await this.#options.unitOfWork.run(async tx => {
      const now = await tx.now();
      const after = judged.map(each => this.#after(each, now));
      const pending = new Set(await tx.publications.settleMany(after));
      const stored = after.filter(({ operationId }) =>
        pending.has(operationId),
      );
      const requests = await tx.requests.getMany(
        stored.flatMap(({ owner }) =>
          owner.type === 'request' ? [owner.requestId] : [],
        ),
      );
      await tx.enqueue(requests.map(reconcileJob));
      return stored;
    });
    for (const publication of settled) {
      if (publication.state === 'published' && publication.finishedAt) {
        this.#publishedAt.set(publication.repository, publication.finishedAt);
      }
      tellSettlement(log, publication);
      this.#options.tracker.settled(publication);
    }
  }

  #after({ publication, verdict }: Judged, now: Date): Publication {
    const attempts = publication.attempts + 1;
    return {
      ...publication,
      ...settlementOf(verdict, {
        now,
        retrySeconds: this.#retrySeconds(verdict, attempts),
      }),
      attempts,
      attemptedAt: now,
    };
  }

  /** How long to wait after an attempt, should it be tried again. */
  #retrySeconds(verdict: AttemptVerdict, attempt: number): number {
    const { backoff, random } = this.#options;
    const retry = verdict.type === 'retry' ? verdict : undefined;
    // It was run again many times in a row already: a shorter pause would make one loop of all tries. A longer one would let others who
    // never stop pushing starve us, and a race that was lost says nothing about the next one.
    return retry?.reason === CONTENDED
      ? backoff.backoffSeconds
      : retryDelay({
          attempt,
          backoff,
          random: random(),
          retryAfterSeconds: retry?.retryAfterSeconds,
        });
  }
}

function parkedUntil(at: Date, now: Date, waitsFor: string): JobOutcome {
  return {
    type: 'parked',
    waitsFor,
    retryAfterSeconds: Math.max(
      1,
      Math.ceil((at.getTime() - now.getTime()) / 1000),
    ),
  };
}
