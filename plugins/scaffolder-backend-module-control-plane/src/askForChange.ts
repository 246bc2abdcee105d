import {
  ChangeRequestBody,
  ControlPlaneClient,
  ControlPlaneError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { explainRefusal } from './explainRefusal';

/** How often a change is asked for again when somebody else changed the request between reading it and asking. */
const MAX_TRIES = 5;

/**
 * Asks for a change of a request, and resolves to its generation.
 *
 * @remarks
 * A template has no page that shows an older state: the change is meant for the request as it is, whoever touched it last.
 */
export async function askForChange(options: {
  client: ControlPlaneClient;
  id: string;
  body: ChangeRequestBody;
  signal?: AbortSignal;
}): Promise<number> {
  const { client, id, body, signal } = options;
  const ask = async (tries: number): Promise<number> => {
    const { etag = '' } = await client.getRequest(id, { signal });
    try {
      const { request } = await client.changeRequest(id, body, {
        etag,
        signal,
      });
      return request.generation;
    } catch (error) {
      const overtaken =
        error instanceof ControlPlaneError && error.status === 412;
      if (!overtaken || tries >= MAX_TRIES) {
        throw error;
      }
      return ask(tries + 1);
    }
  };
  return explainRefusal(`ask for a change of ${id}`, ask(1));
}
