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
import {
  NewRequestPlanner,
  OfferedClasses,
  PlannedRequest,
} from './NewRequestPlanner';
import { PlanPresenter } from './PlanPresenter';
import { CreateResult, NewRequest, RequestView } from './RequestService';
import { RevisionPlan } from './RevisionPlan';

/** What makes a call the same as another. */
interface CreationCall {
  actor: string;
  idempotencyKey: string;
  bodyDigest: string;
}

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
    const call = { actor, idempotencyKey, bodyDigest };
    const known = await this.#before(call, input);
    if (known.repeated) {
      return { type: 'repeated', view: known.repeated, idempotencyKey };
    }
    const planned = await this.#newRequests.plan({
      id: requestIdFor(actor, idempotencyKey),
      input,
      requester: actor,
      ...known,
    });
    try {
      const view = await this.#store(planned, call);
      return { type: 'created', view, idempotencyKey };
    } catch (error) {
      // Another call with the same key may have committed in between; then its request is the answer.
      const { repeated } = await this.#before(call, input);
      if (repeated) {
        return { type: 'repeated', view: repeated, idempotencyKey };
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
    const { actor } = context;
    const { classes, now } = await this.#before(
      { actor, idempotencyKey, bodyDigest: digestJson(input) },
      input,
    );
    const planned = await this.#newRequests.plan({
      id: requestIdFor(actor, idempotencyKey),
      input,
      requester: actor,
      classes,
      now,
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
    key: CreationCall,
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

  /** @throws ConflictError when the key came with another body. */
  async #before(
    call: CreationCall,
    input: NewRequest,
  ): Promise<{ repeated?: RequestView; classes: OfferedClasses; now: Date }> {
    const { read } = this.#unitOfWork;
    const { record, classRevision, now } = await read.creation.before({
      caller: call.actor,
      key: call.idempotencyKey,
      className: input.class,
    });
    const classes = {
      getCurrent: async () => classRevision,
      listCurrent: () => read.classes.listCurrent(),
    };
    if (!record) {
      return { classes, now };
    }
    assertSameBody(record, call.bodyDigest);
    const request = await read.requests.get(record.requestId);
    if (!request) {
      throw requestNotFound(record.requestId);
    }
    return { repeated: await loadView(read, request), classes, now };
  }
}
