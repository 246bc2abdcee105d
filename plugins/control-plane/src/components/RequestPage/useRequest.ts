import { TaggedRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

/** A request with the tag under which it was read, as it is now. */
export function useRequest(id: string): Loaded<TaggedRequest> {
  return useLoaded(
    ['request', id],
    (api, signal) => api.getRequest(id, { signal }),
    { live: { requestId: id } },
  );
}
