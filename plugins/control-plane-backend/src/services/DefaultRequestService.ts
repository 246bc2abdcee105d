import { ConflictError } from '@backstage/errors';
import {
  digestJson,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { PreconditionFailedError } from '../domain/errors/PreconditionFailedError';
import { ObservedJob } from '../domain/job/jobWait';
import { reconcileJob } from '../domain/reconcile/jobs';
import { moveRequest } from '../domain/request/moveRequest';
import { Request } from '../domain/request/Request';
import { noEffects } from '../domain/request/RequestEffects';
import { submitRevision } from '../domain/revision/submitRevision';
import { requestNotFound } from '../domain/request/requestNotFound';
import { JobQueue } from '../queue/JobQueue';
import { Stores, UnitOfWork, Work } from '../store/UnitOfWork';
import { applyEffects } from './applyEffects';
import { assertSameBody } from './assertSameBody';
import { CallContext } from './CallContext';
import { ChangePlanner } from './ChangePlanner';
import { loadInForce, loadView, loadViews } from './loadViews';
import { PlanPresenter } from './PlanPresenter';
import { RequestCreation } from './RequestCreation';
import { PlannedRevision } from './planRevision';
import {
  CreateResult,
  NewRequest,
  RequestChange,
  RequestListQuery,
  RequestService,
  RequestView,
  Visibility,
} from './RequestService';
import { RevisionPlan } from './RevisionPlan';

export interface DefaultRequestServiceOptions {
  unitOfWork: UnitOfWork;
  creation: RequestCreation;
  changes: ChangePlanner;
  plans: PlanPresenter;
  jobs: JobQueue;
}

/** The use cases without any question of rights: see `AuthorizedRequestService`. */
export class DefaultRequestService implements RequestService {
  readonly #unitOfWork: UnitOfWork;
  readonly #creation: RequestCreation;
  readonly #changes: ChangePlanner;
  readonly #plans: PlanPresenter;
  readonly #jobs: JobQueue;

  static create(options: DefaultRequestServiceOptions): DefaultRequestService {
    return new DefaultRequestService(options);
  }

  private constructor(options: DefaultRequestServiceOptions) {
    this.#unitOfWork = options.unitOfWork;
    this.#creation = options.creation;
    this.#changes = options.changes;
    this.#plans = options.plans;
    this.#jobs = options.jobs;
  }

  async create(
    input: NewRequest,
    context: CallContext & { idempotencyKey?: string },
  ): Promise<CreateResult> {
    return this.#creation.create(input, context);
  }

  async planCreate(
    input: NewRequest,
    context: CallContext & { idempotencyKey?: string },
  ): Promise<{ plan: RevisionPlan; idempotencyKey: string }> {
    return this.#creation.plan(input, context);
  }

  async get(id: string): Promise<RequestView> {
    return loadView(this.#unitOfWork.read, await this.#find(id));
  }

  async list(
    query: RequestListQuery,
  ): Promise<{ items: RequestView[]; hasMore: boolean }> {
    const requests = await this.#unitOfWork.read.requests.list({
      ...query,
      visible: query.visible ?? { type: 'everything' },
      limit: query.limit + 1,
    });
    return {
      items: await loadViews(
        this.#unitOfWork.read,
        requests.slice(0, query.limit),
      ),
      hasMore: requests.length > query.limit,
    };
  }

  async count(
    scope: Visibility,
  ): Promise<Array<{ phase: RequestPhase; count: number }>> {
    return this.#unitOfWork.read.requests.countByPhase(
      scope.visible ?? { type: 'everything' },
    );
  }

  async change(
    id: string,
    change: RequestChange & { version: number },
    context: CallContext,
  ): Promise<RequestView> {
    await this.#changes.check(change);
    return this.#submit(id, context.actor, async (tx, view, now) => {
      if (view.request.version !== change.version) {
        throw new PreconditionFailedError(
          `Request ${id} changed since it was read: expected the ETag "${view.request.version}", got "${change.version}". Read it again and decide anew`,
        );
      }
      return this.#changes.planUpdate({
        ...view,
        change,
        actor: context.actor,
        classes: tx.classes,
        revisions: tx.revisions,
        now,
      });
    });
  }

  async planChange(
    id: string,
    change: RequestChange,
    context: CallContext,
  ): Promise<RevisionPlan> {
    await this.#changes.check(change);
    const view = await this.get(id);
    const planned = await this.#changes.planUpdate({
      ...view,
      change,
      actor: context.actor,
      classes: this.#unitOfWork.read.classes,
      revisions: this.#unitOfWork.read.revisions,
      now: await this.#unitOfWork.now(),
    });
    return this.#plans.complete({
      ...planned,
      request: view.request,
      now: planned.revision.requestedAt,
    });
  }

  async extend(
    id: string,
    extension: { hours: number; reason: string },
    context: CallContext & { idempotencyKey?: string },
  ): Promise<RequestView> {
    const { actor, idempotencyKey } = context;
    return this.#submit(id, actor, async (tx, view, now) => {
      if (idempotencyKey !== undefined) {
        const bodyDigest = digestJson({ extend: id, ...extension });
        const record = await tx.idempotency.find(actor, idempotencyKey);
        if (record) {
          assertSameBody(record, bodyDigest);
          return 'asked_already';
        }
        await tx.idempotency.insert({
          caller: actor,
          key: idempotencyKey,
          bodyDigest,
          requestId: id,
        });
      }
      return this.#changes.planExtension({
        ...view,
        ...extension,
        actor,
        classes: tx.classes,
        now,
      });
    });
  }

  async remove(
    id: string,
    removal: { reason: string },
    context: CallContext,
  ): Promise<RequestView> {
    const request = await this.#find(id);
    // Asking twice for the same end is the same wish.
    if (request.phase === 'deleting' || request.phase === 'deleted') {
      return loadView(this.#unitOfWork.read, request);
    }
    return this.#submit(id, context.actor, async (tx, view, now) => {
      const waits = view.open.some(
        ({ action, requestedBy }) =>
          action === 'delete' && requestedBy === context.actor,
      );
      return waits
        ? 'asked_already'
        : this.#changes.planDeletion({
            ...view,
            ...removal,
            everStarted: view.request.lease.startedAt !== undefined,
            actor: context.actor,
            classes: tx.classes,
            now,
          });
    });
  }

  async reconcile(id: string, context: CallContext): Promise<ObservedJob> {
    const jobId = await this.#unitOfWork.run(async tx => {
      const request = await this.#lock(tx, id);
      const asked = moveRequest(request, 'reconcile_asked', {
        now: await tx.now(),
      });
      await applyEffects(
        tx,
        {
          ...noEffects(asked),
          audit: [
            {
              actor: context.actor,
              action: 'request.reconcile_asked',
              requestId: id,
              details: { phase: request.phase },
            },
          ],
        },
        { isNew: false },
      );
      const [enqueued] = await tx.enqueue([reconcileJob(request)]);
      return enqueued;
    });
    const job = await this.#jobs.get(jobId);
    if (!job) {
      throw new ConflictError(
        `The reconcile of ${id} ended while it was being read; ask for it again`,
      );
    }
    const [observed] = await this.#jobs.observe([job]);
    return observed;
  }

  async #find(id: string): Promise<Request> {
    const request = await this.#unitOfWork.read.requests.get(id);
    if (!request) {
      throw requestNotFound(id);
    }
    return request;
  }

  async #lock(tx: Work, id: string): Promise<Request> {
    const request = await tx.requests.getForUpdate(id);
    if (!request) {
      throw requestNotFound(id);
    }
    return request;
  }

  /** One revision of an existing request: lock, plan from what is locked, decide, store. */
  async #submit(
    id: string,
    actor: string,
    plan: (
      tx: Stores,
      view: RequestView,
      now: Date,
    ) => Promise<PlannedRevision | 'asked_already'>,
  ): Promise<RequestView> {
    return this.#unitOfWork.run(async tx => {
      const now = await tx.now();
      const request = await this.#lock(tx, id);
      const view = await loadView(tx, request);
      const planned = await plan(tx, view, now);
      if (planned === 'asked_already') {
        return view;
      }
      const effects = submitRevision({
        request,
        ...planned,
        open: view.open,
        inForce: await loadInForce(tx, request),
        actor,
        now,
      });
      const stored = await applyEffects(tx, effects, { isNew: false });
      return loadView(tx, stored);
    });
  }
}
