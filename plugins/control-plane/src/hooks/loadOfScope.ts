import { Page } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ControlPlaneApi } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { EntityScope } from './useEntityScope';

/** Requests whose items make one page: each costs one call more. */
const REQUESTS_A_PAGE = 10;

/**
 * Reads items that the API lists by request, for one request or for all of a component.
 *
 * @remarks
 * A component's pages follow its requests, the newest first; within a page the caller sorts. `loadOne` gets no cursor then and hands back what
 * fits on its first page.
 */
export async function loadOfScope<T>(options: {
  api: ControlPlaneApi;
  scope: EntityScope;
  cursor: string | undefined;
  signal: AbortSignal;
  loadOne: (requestId: string, cursor: string | undefined) => Promise<Page<T>>;
}): Promise<Page<T>> {
  const { api, scope, cursor, signal, loadOne } = options;
  if (scope.kind === 'request') {
    return loadOne(scope.requestId, cursor);
  }
  const requests = await api.listRequests(
    { app: scope.app, limit: REQUESTS_A_PAGE, cursor },
    { signal },
  );
  const pages = await Promise.all(
    requests.items.map(({ id }) => loadOne(id, undefined)),
  );
  return {
    items: pages.flatMap(page => page.items),
    nextCursor: requests.nextCursor,
  };
}
