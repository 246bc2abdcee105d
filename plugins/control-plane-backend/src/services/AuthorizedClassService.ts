import { classReadPermission } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Authorizer } from '../permissions/Authorizer';
import { CallContext } from './CallContext';
import { ClassService, ClassView } from './ClassService';

/** Lets through who may see classes. */
export class AuthorizedClassService implements ClassService {
  readonly #inner: ClassService;
  readonly #authorizer: Authorizer;

  static create(options: {
    inner: ClassService;
    authorizer: Authorizer;
  }): AuthorizedClassService {
    return new AuthorizedClassService(options);
  }

  private constructor(options: {
    inner: ClassService;
    authorizer: Authorizer;
  }) {
    this.#inner = options.inner;
    this.#authorizer = options.authorizer;
  }

  async list(context: CallContext): Promise<ClassView[]> {
    await this.#authorizer.requireGranted(
      context.credentials,
      classReadPermission,
    );
    return this.#inner.list(context);
  }

  async get(
    name: string,
    revision: { digest?: string },
    context: CallContext,
  ): Promise<ClassView> {
    await this.#authorizer.requireGranted(
      context.credentials,
      classReadPermission,
    );
    return this.#inner.get(name, revision, context);
  }
}
