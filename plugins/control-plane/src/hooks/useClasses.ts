import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

/** The classes that may be requested, by title. */
export function useClasses(): Loaded<EnvironmentClass[]> {
  return useLoaded(['classes'], async (api, signal) => {
    const { items } = await api.listClasses({ signal });
    return [...items].sort((a, b) => a.title.localeCompare(b.title));
  });
}
