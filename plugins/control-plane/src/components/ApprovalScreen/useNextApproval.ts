import { PendingApproval } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

/** What waits for the caller besides the revision on the screen. */
export interface NextApproval {
  next?: PendingApproval;
  /** How many wait besides `next`. */
  more: number;
}

/** Looks up the oldest revision that the caller may decide on, other than this one. */
export function useNextApproval(
  id: string,
  generation: number,
): Loaded<NextApproval> {
  return useLoaded(
    ['next-approval', id, generation],
    async (api, signal) => {
      const [page, count] = await Promise.all([
        // Two, because this one may still be among them.
        api.listApprovals({ scope: 'decidable', limit: 2 }, { signal }),
        api.countApprovals({ signal }),
      ]);
      const isThis = ({ request, revision }: PendingApproval) =>
        request.id === id && revision.generation === generation;
      const next = page.items.find(item => !isThis(item));
      const known = page.items.some(isThis) ? 2 : 1;
      return { next, more: next ? Math.max(0, count.decidable - known) : 0 };
    },
    { live: 'all' },
  );
}
