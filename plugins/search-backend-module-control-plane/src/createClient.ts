import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';

const PLUGIN_ID = 'control-plane';

/** Speaks to the control plane as the search plugin, which may read every request and class and do nothing else. */
export function createClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): ControlPlaneClient {
  const { auth, discovery } = options;
  return new ControlPlaneClient({
    baseUrl: () => discovery.getBaseUrl(PLUGIN_ID),
    fetch: (url, init) => fetch(url, init),
    token: async () => {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: PLUGIN_ID,
      });
      return token;
    },
  });
}
