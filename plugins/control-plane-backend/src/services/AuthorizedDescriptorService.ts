import { descriptorReadPermission } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Authorizer } from '../permissions/Authorizer';
import { DescriptorQuery } from '../store/DescriptorStore';
import { CallContext } from './CallContext';
import { DescriptorService } from './DescriptorService';

/** Lets through who may see what became of descriptors. */
export class AuthorizedDescriptorService implements DescriptorService {
  readonly #inner: DescriptorService;
  readonly #authorizer: Authorizer;

  static create(options: {
    inner: DescriptorService;
    authorizer: Authorizer;
  }): AuthorizedDescriptorService {
    return new AuthorizedDescriptorService(options);
  }

  private constructor(options: {
    inner: DescriptorService;
    authorizer: Authorizer;
  }) {
    this.#inner = options.inner;
    this.#authorizer = options.authorizer;
  }

  async list(query: DescriptorQuery, context: CallContext) {
    await this.#authorizer.requireGranted(
      context.credentials,
      descriptorReadPermission,
    );
    return this.#inner.list(query, context);
  }
}
