import { Revision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  LoadedPages,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

/** The revisions of a request, newest first. */
export function useRevisions(id: string): LoadedPages<Revision> {
  return useLoadedPages(
    ['revisions', id],
    (api, cursor, signal) => api.listRevisions(id, { cursor }, { signal }),
    { live: { requestId: id } },
  );
}
