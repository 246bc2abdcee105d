import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneApiRef } from '@platform-control-plane/backstage-plugin-control-plane-react';

export const controlPlaneApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: controlPlaneApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discovery, fetchApi }) =>
        new ControlPlaneClient({
          baseUrl: () => discovery.getBaseUrl('control-plane'),
          fetch: (url, init) => fetchApi.fetch(url, init),
        }),
    }),
});
