import {
  RequestAction,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

/** What the caller may do with a request as it stands, and why not. */
export function useVerdicts(id: string): Loaded<RequestActionVerdict[]> {
  return useLoaded(
    ['request-actions', id],
    async (api, signal) => (await api.listRequestActions(id, { signal })).items,
    { live: { requestId: id } },
  );
}

/** The verdict on an action, on one revision where the action speaks of one; undefined while it is not known. */
export function verdictOn(
  verdicts: Loaded<RequestActionVerdict[]>,
  action: RequestAction,
  generation?: number,
): RequestActionVerdict | undefined {
  return verdicts.status === 'ready'
    ? verdicts.value.find(
        verdict =>
          verdict.action === action &&
          (generation === undefined || verdict.generation === generation),
      )
    : undefined;
}
