import {
  requestDeletePermission,
  RequestPhase,
  requestReconcilePermission,
  requestUpdatePermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ObservedJob } from '../domain/job/jobWait';
import { allOf } from '../domain/request/RequestFilter';
import { Authorizer, RequestPermission } from '../permissions/Authorizer';
import { RequestStore } from '../store/RequestStore';
import { CallContext } from './CallContext';
import { findRequest } from './findRequest';
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

/** Lets through what the caller may do, and shows what the caller may see: the same use cases otherwise. */
export class AuthorizedRequestService implements RequestService {
  readonly #inner: RequestService;
  readonly #authorizer: Authorizer;
  readonly #requests: RequestStore;

  static create(options: {
    inner: RequestService;
    authorizer: Authorizer;
    requests: RequestStore;
  }): AuthorizedRequestService {
    return new AuthorizedRequestService(options);
  }

  private constructor(options: {
    inner: RequestService;
    authorizer: Authorizer;
    requests: RequestStore;
  }) {
    this.#inner = options.inner;
    this.#authorizer = options.authorizer;
    this.#requests = options.requests;
  }

  async create(
    input: NewRequest,
    context: CallContext & { idempotencyKey?: string },
  ): Promise<CreateResult> {
    await this.#authorizer.requireCreate(context.credentials, input);
    return this.#inner.create(input, context);
  }

  async planCreate(
    input: NewRequest,
    context: CallContext & { idempotencyKey?: string },
  ): Promise<{ plan: RevisionPlan; idempotencyKey: string }> {
    await this.#authorizer.requireCreate(context.credentials, input);
    return this.#inner.planCreate(input, context);
  }

  async get(id: string, context: CallContext): Promise<RequestView> {
    await this.#authorizer.requireVisible(
      context.credentials,
      await findRequest(this.#requests, id),
    );
    return this.#inner.get(id, context);
  }

  async list(
    query: RequestListQuery,
    context: CallContext,
  ): Promise<{ items: RequestView[]; hasMore: boolean }> {
    return this.#inner.list(await this.#narrowed(query, context), context);
  }

  async count(
    scope: Visibility,
    context: CallContext,
  ): Promise<Array<{ phase: RequestPhase; count: number }>> {
    return this.#inner.count(await this.#narrowed(scope, context), context);
  }

  async change(
    id: string,
    change: RequestChange & { version: number },
    context: CallContext,
  ): Promise<RequestView> {
    await this.#require(id, requestUpdatePermission, context);
    return this.#inner.change(id, change, context);
  }

  async planChange(
    id: string,
    change: RequestChange,
    context: CallContext,
  ): Promise<RevisionPlan> {
    await this.#require(id, requestUpdatePermission, context);
    return this.#inner.planChange(id, change, context);
  }

  async extend(
    id: string,
    extension: { hours: number; reason: string },
    context: CallContext & { idempotencyKey?: string },
  ): Promise<RequestView> {
    await this.#require(id, requestUpdatePermission, context);
    return this.#inner.extend(id, extension, context);
  }

  async remove(
    id: string,
    removal: { reason: string },
    context: CallContext,
  ): Promise<RequestView> {
    await this.#require(id, requestDeletePermission, context);
    return this.#inner.remove(id, removal, context);
  }

  async reconcile(id: string, context: CallContext): Promise<ObservedJob> {
    await this.#require(id, requestReconcilePermission, context);
    return this.#inner.reconcile(id, context);
  }

  async #require(
    id: string,
    permission: RequestPermission,
    { credentials }: CallContext,
  ): Promise<void> {
    await this.#authorizer.require(
      credentials,
      permission,
      await findRequest(this.#requests, id),
    );
  }

  async #narrowed<T extends Visibility>(
    query: T,
    { credentials }: CallContext,
  ): Promise<T> {
    const visible = await this.#authorizer.visible(credentials);
    return {
      ...query,
      visible: query.visible ? allOf(query.visible, visible) : visible,
    };
  }
}
