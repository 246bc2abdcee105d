import {
  requestApprovePermission,
  requestWithdrawPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Authorizer } from '../permissions/Authorizer';
import { RequestStore } from '../store/RequestStore';
import { ApprovalService, DecisionInput } from './ApprovalService';
import { CallContext } from './CallContext';
import { findRequest } from './findRequest';
import { RequestView } from './RequestService';

/** Lets through who may decide or withdraw. */
export class AuthorizedApprovalService implements ApprovalService {
  readonly #inner: ApprovalService;
  readonly #authorizer: Authorizer;
  readonly #requests: RequestStore;

  static create(options: {
    inner: ApprovalService;
    authorizer: Authorizer;
    requests: RequestStore;
  }): AuthorizedApprovalService {
    return new AuthorizedApprovalService(options);
  }

  private constructor(options: {
    inner: ApprovalService;
    authorizer: Authorizer;
    requests: RequestStore;
  }) {
    this.#inner = options.inner;
    this.#authorizer = options.authorizer;
    this.#requests = options.requests;
  }

  async approve(
    id: string,
    decision: DecisionInput,
    context: CallContext,
  ): Promise<RequestView> {
    await this.#requireDecider(id, context);
    return this.#inner.approve(id, decision, context);
  }

  async reject(
    id: string,
    decision: DecisionInput,
    context: CallContext,
  ): Promise<RequestView> {
    await this.#requireDecider(id, context);
    return this.#inner.reject(id, decision, context);
  }

  async withdraw(
    id: string,
    withdrawal: { generation: number; comment: string },
    context: CallContext,
  ): Promise<RequestView> {
    await this.#authorizer.require(
      context.credentials,
      requestWithdrawPermission,
      await findRequest(this.#requests, id),
    );
    return this.#inner.withdraw(id, withdrawal, context);
  }

  async #requireDecider(id: string, context: CallContext): Promise<void> {
    await this.#authorizer.require(
      context.credentials,
      requestApprovePermission,
      await findRequest(this.#requests, id),
    );
  }
}
