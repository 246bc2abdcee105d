import {
  EnvironmentRequest,
  RequestActionVerdict,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

/** Most revisions whose decisions are shown as history. */
const MAX_HISTORY = 100;

/** What one has to know to decide, except the plan. */
export interface Dossier {
  request: EnvironmentRequest;
  revision: Revision;
  /** The newest revisions of the request, this one included. */
  revisions: Revision[];
  /** What the caller may do about this revision. */
  verdicts: RequestActionVerdict[];
}

/** Reads what is known of one revision and keeps it up to date: somebody else may decide meanwhile. */
export function useDossier(id: string, generation: number): Loaded<Dossier> {
  return useLoaded(
    ['approval-dossier', id, generation],
    async (api, signal) => {
      const [{ request }, revision, revisions, verdicts] = await Promise.all([
        api.getRequest(id, { signal }),
        api.getRevision(id, generation, { signal }),
        api.listRevisions(id, { limit: MAX_HISTORY }, { signal }),
        api.listRequestActions(id, { signal }),
      ]);
      return {
        request,
        revision,
        revisions: revisions.items,
        verdicts: verdicts.items.filter(
          verdict => verdict.generation === generation,
        ),
      };
    },
    { live: { requestId: id } },
  );
}
