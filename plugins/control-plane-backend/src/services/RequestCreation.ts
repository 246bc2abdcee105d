import { randomUUID } from 'node:crypto';
import {
  digestJson,
  requestIdFor,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { requestNotFound } from '../domain/request/requestNotFound';
import { submitRevision } from '../domain/revision/submitRevision';
import { UnitOfWork } from '../store/UnitOfWork';
import { storeNew } from './applyEffects';
import { assertSameBody } from './assertSameBody';
import { loadView } from './loadViews';
import { NewRequestPlanner, PlannedRequest } from './NewRequestPlanner';
import { PlanPresenter } from './PlanPresenter';
import { CreateResult, NewRequest, RequestView } from './RequestService';
import { RevisionPlan } from './RevisionPlan';

/** Creates requests so that a call may be repeated: the same key and body always mean the same request. */
export class RequestCreation {
  readonly #unitOfWork: UnitOfWork;
  readonly #newRequests: NewRequestPlanner;
  readonly #plans: PlanPresenter;

  static create(options: {
    unitOfWork: UnitOfWork;
    newRequests: NewRequestPlanner;
    plans: PlanPresenter;
  }): RequestCreation {
    return new RequestCreation(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    newRequests: NewRequestPlanner;
    plans: PlanPresenter;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#newRequests = options.newRequests;
    this.#plans = options.plans;
  }

  /**
   * Stores a request with its first revision, or finds the one that the same key and body made before.
   *
   * @throws ConflictError when the key came with another body.
   */
  async create(
    input: NewRequest,
    context: { actor: string; idempotencyKey?: string },
  ): Promise<CreateResult> {
    const { actor } = context;
    const idempotencyKey = context.idempotencyKey ?? randomUUID();
    const bodyDigest = digestJson(input);
    // Asked for beside the key, not after it: hardly a call is a repetition.
    const planning = this.#newRequests.plan({
      id: requestIdFor(actor, idempotencyKey),
      input,
      requester: actor,
      classes: this.#unitOfWork.read.classes,
      now: this.#unitOfWork.now(),
    });
    // What is wrong with a repetition now is not what its caller wants to know.
    planning.catch(() => {});
    const repeated = await this.#repeated({
      actor,
      idempotencyKey,
      bodyDigest,
    });
    if (repeated) {
      return { type: 'repeated', view: repeated, idempotencyKey };
    }
    const planned = await planning;
    try {
      const view = await this.#store(planned, {
        actor,
        idempotencyKey,
        bodyDigest,
      });
      return { type: 'created', view, idempotencyKey };
    } catch (error) {
      // Another call with the same key may have committed in between; then its request is the answer.
      const winner = await this.#repeated({
        actor,
        idempotencyKey,
        bodyDigest,
      });
      if (winner) {
        return { type: 'repeated', view: winner, idempotencyKey };
      }
      throw error;
    }
  }

  /**
   * What the same call to `create` would make; stores nothing.
   *
   * @throws ConflictError when the key came with another body, as `create` would.
   */
  async plan(
    input: NewRequest,
    context: { actor: string; idempotencyKey?: string },
  ): Promise<{ plan: RevisionPlan; idempotencyKey: string }> {
    const idempotencyKey = context.idempotencyKey ?? randomUUID();
    await this.#repeated({
      actor: context.actor,
      idempotencyKey,
      bodyDigest: digestJson(input),
    });
    const planned = await this.#newRequests.plan({
      id: requestIdFor(context.actor, idempotencyKey),
      input,
      requester: context.actor,
      classes: this.#unitOfWork.read.classes,
      now: await this.#unitOfWork.now(),
    });
    return {
      plan: await this.#plans.complete({
        ...planned,
        now: planned.revision.requestedAt,
      }),
      idempotencyKey,
    };
  }

  async #store(
    planned: PlannedRequest,
    key: { actor: string; idempotencyKey: string; bodyDigest: string },
  ): Promise<RequestView> {
    const effects = submitRevision({
      ...planned,
      open: [],
      inForce: undefined,
      actor: key.actor,
      now: planned.revision.requestedAt,
    });
    const { request } = effects;
    await storeNew(this.#unitOfWork, effects, {
      caller: key.actor,
      key: key.idempotencyKey,
      bodyDigest: key.bodyDigest,
      requestId: request.id,
    });
    const spec = effects.newRevision?.revision ?? planned.revision;
    return { request, spec, open: [spec] };
  }

  async #repeated(call: {
    actor: string;
    idempotencyKey: string;
    bodyDigest: string;
  }): Promise<RequestView | undefined> {
    const record = await this.#unitOfWork.read.idempotency.find(
      call.actor,
      call.idempotencyKey,
    );
    if (!record) {
      return undefined;
    }
    assertSameBody(record, call.bodyDigest);
    const request = await this.#unitOfWork.read.requests.get(record.requestId);
    if (!request) {
      throw requestNotFound(record.requestId);
    }
    return loadView(this.#unitOfWork.read, request);
  }
}
