import { operationIdFor } from '../../domain/reconcile/operationId';
import { publishLaneJob } from '../../domain/reconcile/jobs';
import { Publication } from '../../domain/publication/Publication';
import { purposeOf } from '../../domain/publication/purposeOf';
import { startLease } from '../../domain/request/lease';
import { moveRequest } from '../../domain/request/moveRequest';
import { Request } from '../../domain/request/Request';
import { Revision } from '../../domain/revision/Revision';
import { UnitOfWork, Work } from '../../store/UnitOfWork';
import { GroupedTransactions } from '../GroupedTransactions';
import { lockAsSeen } from '../lockAsSeen';
import { MOVED_ON, ReconcileStep, StepResult } from '../ReconcileStep';

/** Seconds after which a parked reconcile looks by itself, in case the lane's wake-up was lost. */
const LOOK_AGAIN_SECONDS = 60;

/**
 * Stores the intent to publish and hands it to the lane of the repository.
 *
 * @remarks
 * The publication starts when this transaction commits: from then on the revision cannot be withdrawn or superseded, and the lease of
 * a new request runs. The job parks and holds no worker slot while the lane works.
 */
export class PublishStep implements ReconcileStep<'unpublished' | 'drifted'> {
  readonly name = 'publish';
  readonly #transactions: GroupedTransactions;
  readonly #branchOf: (repository: string) => string;

  static create(options: {
    unitOfWork: UnitOfWork;
    branchOf: (repository: string) => string;
  }): PublishStep {
    return new PublishStep(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    branchOf: (repository: string) => string;
  }) {
    this.#transactions = GroupedTransactions.create(options.unitOfWork);
    this.#branchOf = options.branchOf;
  }

  async run(options: {
    request: Request;
    state: { type: 'unpublished' | 'drifted'; desired: Revision };
  }): Promise<StepResult> {
    const { request, state } = options;
    const started = await this.#transactions.run(tx =>
      this.#start(tx, request, state),
    );
    return started
      ? {
          type: 'ended',
          outcome: {
            type: 'parked',
            waitsFor: `the publication lane of ${request.repository}`,
            retryAfterSeconds: LOOK_AGAIN_SECONDS,
          },
          did: intentWords(request, state.desired, started),
        }
      : MOVED_ON;
  }

  /** @returns the intent that was stored; none when what was observed is not so any more. */
  async #start(
    tx: Work,
    seen: Request,
    state: { type: 'unpublished' | 'drifted'; desired: Revision },
  ): Promise<Publication | undefined> {
    const now = await tx.now();
    const request = await lockAsSeen(tx, seen);
    if (!request) {
      return undefined;
    }
    const { desired } = state;
    const publication = await this.#intent(tx, { request, desired, now });
    await tx.revisions.updateState({
      ...desired,
      publicationStartedAt: desired.publicationStartedAt ?? now,
    });
    await tx.requests.update({
      ...moveRequest(request, 'attempt_started', { now }),
      lease:
        desired.action === 'delete'
          ? request.lease
          : startLease(request.lease, now),
      progress: {
        step: this.name,
        message: `Waits for the publication lane of ${request.repository}`,
        since: now,
      },
    });
    await tx.add({
      publications: [publication],
      audit: [
        {
          actor: 'system:reconcile',
          action: 'publication.started',
          requestId: request.id,
          generation: desired.generation,
          after: desired.planDigest,
          details: {
            operation: publication.operationId,
            purpose: publication.purpose,
          },
        },
      ],
    });
    // Last: all requests of a repository share the job of its lane, and other replicas wait for it from here to the commit.
    await tx.enqueue([publishLaneJob(request.repository)]);
    return publication;
  }

  async #intent(
    tx: Work,
    options: { request: Request; desired: Revision; now: Date },
  ): Promise<Publication> {
    const { request, desired, now } = options;
    const ordinal = await tx.publications.count(request.id, desired.generation);
    return {
      operationId: operationIdFor({
        owner: `${request.id}/${desired.generation}`,
        planDigest: desired.planDigest,
        ordinal,
      }),
      repository: request.repository,
      branch: this.#branchOf(request.repository),
      owner: {
        type: 'request',
        requestId: request.id,
        generation: desired.generation,
      },
      purpose: purposeOf(desired),
      state: 'pending',
      planDigest: desired.planDigest,
      paths: [request.path],
      attempts: 0,
      createdAt: now,
    };
  }
}

function intentWords(
  request: Request,
  { generation, objects }: Revision,
  { purpose, operationId }: Publication,
): string {
  const what =
    purpose === 'remove'
      ? `Generation ${generation} removes ${request.path}`
      : `Generation ${generation} with ${objects.length} objects`;
  return `${what}: handed to the publication lane of ${request.repository} as ${operationId} (${purpose})`;
}
