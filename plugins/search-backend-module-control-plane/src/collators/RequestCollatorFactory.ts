import { Readable } from 'node:stream';
import { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  ControlPlaneClient,
  isTerminalPhase,
  REQUEST_PHASES,
  requestReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestDocument, requestToDocument } from './requestToDocument';

const PAGE_SIZE = 100;

const LIVE_PHASES = REQUEST_PHASES.filter(phase => !isTerminalPhase(phase));

/**
 * Reads the live requests for search.
 *
 * @remarks
 * A page is read when the index asks for more, so that ten thousand requests are never in memory at once. Each hit is shown to
 * whoever may see its request, judged when they search.
 */
export class RequestCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'control-plane-request';
  readonly visibilityPermission = requestReadPermission;
  readonly #client: Pick<ControlPlaneClient, 'listRequests'>;

  static create(
    client: Pick<ControlPlaneClient, 'listRequests'>,
  ): RequestCollatorFactory {
    return new RequestCollatorFactory(client);
  }

  private constructor(client: Pick<ControlPlaneClient, 'listRequests'>) {
    this.#client = client;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  /** In the order of creation: what is created meanwhile comes last, and nothing moves between pages. */
  async *#documents(): AsyncGenerator<RequestDocument> {
    let cursor: string | undefined;
    do {
      const page = await this.#client.listRequests({
        phase: LIVE_PHASES,
        sort: 'createdAt',
        order: 'asc',
        limit: PAGE_SIZE,
        cursor,
      });
      yield* page.items.map(requestToDocument);
      cursor = page.nextCursor;
    } while (cursor);
  }
}
