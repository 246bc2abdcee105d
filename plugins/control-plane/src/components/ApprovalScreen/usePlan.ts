import {
  Plan,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

/** The plan of a revision. Another digest is another plan and is read anew; Git is not compared again while one reads. */
export function usePlan(revision: Revision): Loaded<Plan> {
  const { requestId, generation, planDigest } = revision;
  return useLoaded(['plan', requestId, generation, planDigest], (api, signal) =>
    api.getPlan(requestId, generation, { signal }),
  );
}
