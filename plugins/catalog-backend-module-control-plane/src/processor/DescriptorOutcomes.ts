import { LoggerService } from '@backstage/backend-plugin-api';
import { CatalogProcessorCache } from '@backstage/plugin-catalog-node';
import {
  ControlPlaneClient,
  descriptorSchema,
  DescriptorStatus,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

const CACHE_KEY = 'outcome';

/** How long the processing of one entity waits for the control plane. */
const TIMEOUT_MS = 5_000;

/** What the control plane made of descriptors. */
export interface DescriptorOutcomes {
  /** Undefined when it has not looked at the descriptor yet. */
  of(
    entityRef: string,
    cache: CatalogProcessorCache,
  ): Promise<DescriptorStatus | undefined>;
}

/** Asks the API, and remembers the last answer for times when there is none: what was shown must not vanish because of that. */
export class ApiDescriptorOutcomes implements DescriptorOutcomes {
  readonly #client: ControlPlaneClient;
  readonly #logger: LoggerService;

  static create(options: {
    client: ControlPlaneClient;
    logger: LoggerService;
  }): ApiDescriptorOutcomes {
    return new ApiDescriptorOutcomes(options);
  }

  private constructor(options: {
    client: ControlPlaneClient;
    logger: LoggerService;
  }) {
    this.#client = options.client;
    this.#logger = options.logger;
  }

  async of(
    entityRef: string,
    cache: CatalogProcessorCache,
  ): Promise<DescriptorStatus | undefined> {
    try {
      const { items } = await this.#client.listDescriptors(
        { entityRef, limit: 1 },
        { signal: AbortSignal.timeout(TIMEOUT_MS) },
      );
      const outcome = items.at(0);
      await cache.set(
        CACHE_KEY,
        outcome ? JSON.parse(JSON.stringify(outcome)) : null,
      );
      return outcome;
    } catch (error) {
      this.#logger.debug(
        `The control plane did not say what became of ${entityRef}: ${error}`,
      );
      const remembered = descriptorSchema.safeParse(await cache.get(CACHE_KEY));
      return remembered.success ? remembered.data : undefined;
    }
  }
}
