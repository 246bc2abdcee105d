import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EnvironmentRequest,
  LABEL_REQUEST_ID,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { TaskContext } from '../TaskContext';

/** Path of a request's page in the app. */
export function requestPath(id: string): string {
  return `/control-plane/requests/${id}`;
}

/** Whether a revision of the request waits for a person. */
export function waitsForApproval(request: EnvironmentRequest): boolean {
  return request.openRevisions.some(
    ({ state }) => state === 'pending_approval',
  );
}

interface RequestOutput {
  requestId: string;
  generation: number;
  phase: RequestPhase;
  requestUrl: string;
  approvalRequired: boolean;
  entityRef?: string;
}

type OutputContext = TaskContext & {
  output(name: keyof RequestOutput, value: string | number | boolean): void;
};

/**
 * Puts out where a request stands.
 *
 * @param options.generation - the revision that the step asked for; the newest when absent.
 */
export async function writeRequest(options: {
  context: OutputContext;
  request: EnvironmentRequest;
  catalog: CatalogService;
  generation?: number;
}): Promise<void> {
  const { catalog, context, request } = options;
  writeOutputs(context, {
    requestId: request.id,
    generation: options.generation ?? request.generation,
    phase: request.phase,
    requestUrl: requestPath(request.id),
    approvalRequired: waitsForApproval(request),
    entityRef: await findEnvironmentEntity({ context, catalog, request }),
  });
}

/** Puts out values that are there. */
export function writeOutputs(
  context: OutputContext,
  output: Partial<RequestOutput>,
): void {
  for (const name of Object.keys(output) as Array<keyof RequestOutput>) {
    const value = output[name];
    if (value !== undefined) {
      context.output(name, value);
    }
  }
}

/** The environment as the catalog has it; a new one comes there seconds later, so nothing depends on it. */
async function findEnvironmentEntity(options: {
  context: TaskContext;
  catalog: CatalogService;
  request: EnvironmentRequest;
}): Promise<string | undefined> {
  const { catalog, context, request } = options;
  try {
    const { items } = await catalog.queryEntities(
      {
        filter: {
          kind: 'Resource',
          [`metadata.annotations.${LABEL_REQUEST_ID}`]: request.id,
        },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
        limit: 1,
      },
      { credentials: await context.getInitiatorCredentials() },
    );
    return items[0] && stringifyEntityRef(items[0]);
  } catch (error) {
    context.logger.warn(
      `Could not look the environment of ${request.id} up in the catalog: ${
        isError(error) ? error.message : error
      }`,
    );
    return undefined;
  }
}
