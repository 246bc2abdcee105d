import {
  ControlPlaneClient,
  ControlPlaneError,
  EnvironmentRequest,
  isTerminalPhase,
  REQUEST_PHASES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestSource } from './RequestSource';

const PAGE_SIZE = 100;

const LIVE_PHASES = REQUEST_PHASES.filter(phase => !isTerminalPhase(phase));

/** Reads requests over the API of the control plane. */
export class ApiRequestSource implements RequestSource {
  readonly #client: ControlPlaneClient;

  static create(client: ControlPlaneClient): ApiRequestSource {
    return new ApiRequestSource(client);
  }

  private constructor(client: ControlPlaneClient) {
    this.#client = client;
  }

  async get(
    id: string,
    signal: AbortSignal,
  ): Promise<EnvironmentRequest | undefined> {
    try {
      return (await this.#client.getRequest(id, { signal })).request;
    } catch (error) {
      if (error instanceof ControlPlaneError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  /** Reads in the order of creation: what is created meanwhile comes on the last page, and nothing moves between pages. */
  async listLive(signal: AbortSignal): Promise<EnvironmentRequest[]> {
    const requests: EnvironmentRequest[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#client.listRequests(
        {
          phase: LIVE_PHASES,
          sort: 'createdAt',
          order: 'asc',
          limit: PAGE_SIZE,
          cursor,
        },
        { signal },
      );
      requests.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return requests;
  }
}
