import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Loaded } from '../load/Loaded';
import { useLoaded } from '../load/useLoaded';

/** What the signed-in user may do, so that a page offers that and nothing else. */
export function useCaller(): Loaded<CallerRights> {
  return useLoaded(['caller'], (api, signal) => api.getCaller({ signal }));
}
