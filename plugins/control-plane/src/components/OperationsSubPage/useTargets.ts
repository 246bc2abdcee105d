import { useLoaded } from '@platform-control-plane/backstage-plugin-control-plane-react';

/** Where requests can land; all that ask share one call. */
export function useTargets() {
  return useLoaded(
    ['targets'],
    async (api, signal) => (await api.listTargets({ signal })).items,
  );
}
