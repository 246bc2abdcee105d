import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityRequestId } from './useEntityRequestId';

/** Whose approvals and edits an entity's tab shows: those of one request, or of all requests of a component. */
export type EntityScope =
  | { kind: 'request'; requestId: string }
  | { kind: 'app'; app: string };

/** An entity that stands for a request is about that request; any other is a component whose name is the app. */
export function useEntityScope(): EntityScope {
  const { entity } = useEntity();
  const requestId = useEntityRequestId();
  return requestId === undefined
    ? { kind: 'app', app: entity.metadata.name }
    : { kind: 'request', requestId };
}
