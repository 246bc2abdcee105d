import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Where the provider reads requests. */
export interface RequestSource {
  /** The request as it stands; undefined when there is none of that id. */
  get(id: string, signal: AbortSignal): Promise<EnvironmentRequest | undefined>;
  /** Every request that has not ended. */
  listLive(signal: AbortSignal): Promise<EnvironmentRequest[]>;
}
