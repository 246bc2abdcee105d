import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';

export function useClass(name: string): Loaded<EnvironmentClass> {
  return useLoaded(['class', name], (api, signal) =>
    api.getClass(name, { signal }),
  );
}
