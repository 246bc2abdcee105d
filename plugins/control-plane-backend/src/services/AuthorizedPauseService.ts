import {
  operationsManagePermission,
  operationsReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Authorizer } from '../permissions/Authorizer';
import { CallContext } from './CallContext';
import {
  HeldPauseView,
  PauseService,
  PauseSubject,
  PauseView,
} from './PauseService';

/** Lets through who may look at the queue, or hold it up. */
export class AuthorizedPauseService implements PauseService {
  readonly #inner: PauseService;
  readonly #authorizer: Authorizer;

  static create(options: {
    inner: PauseService;
    authorizer: Authorizer;
  }): AuthorizedPauseService {
    return new AuthorizedPauseService(options);
  }

  private constructor(options: {
    inner: PauseService;
    authorizer: Authorizer;
  }) {
    this.#inner = options.inner;
    this.#authorizer = options.authorizer;
  }

  async list(context: CallContext): Promise<HeldPauseView[]> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsReadPermission,
    );
    return this.#inner.list(context);
  }

  async pause(
    subject: PauseSubject & { reason: string },
    context: CallContext,
  ): Promise<PauseView> {
    await this.#requireManager(context);
    return this.#inner.pause(subject, context);
  }

  async resume(
    subject: PauseSubject,
    context: CallContext,
  ): Promise<PauseView> {
    await this.#requireManager(context);
    return this.#inner.resume(subject, context);
  }

  async #requireManager(context: CallContext): Promise<void> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsManagePermission,
    );
  }
}
