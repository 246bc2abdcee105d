import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  controlPlaneApiRef,
  controlPlaneLinksApiRef,
  createControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { fetchWithin } from './fetchWithin';
import { rootRouteRef } from './routes';

/** A server that takes longer for one call hangs; pages then say so instead of waiting on. */
const ANSWER_MS = 30_000;

export const controlPlaneApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: controlPlaneApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discovery, fetchApi }) =>
        new ControlPlaneClient({
          baseUrl: () => discovery.getBaseUrl('control-plane'),
          fetch: fetchWithin(ANSWER_MS, fetchApi.fetch),
        }),
    }),
});

/** Links follow the page to wherever an app mounts it. */
export const controlPlaneLinksApi = ApiBlueprint.make({
  name: 'links',
  params: defineParams =>
    defineParams({
      api: controlPlaneLinksApiRef,
      deps: { routes: routeResolutionApiRef },
      factory: ({ routes }) =>
        createControlPlaneLinks(
          () => routes.resolve(rootRouteRef)?.() ?? '/control-plane',
        ),
    }),
});
