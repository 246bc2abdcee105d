import { createApiRef } from '@backstage/frontend-plugin-api';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Every operation of the control plane's API, as the signed-in user. */
export type ControlPlaneApi = Pick<
  ControlPlaneClient,
  keyof ControlPlaneClient
>;

/** Where pages get the API from; an app may put another implementation in its place. */
export const controlPlaneApiRef = createApiRef<ControlPlaneApi>().with({
  id: 'plugin.control-plane.service',
  pluginId: 'control-plane',
});
