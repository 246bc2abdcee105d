import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { assertDevelopment } from './assertDevelopment';
import { providerId, readPersonaUsers } from './config';
import {
  createDemoSignInResolver,
  demoAuthenticator,
} from './demoAuthenticator';

/**
 * Adds the auth provider `control-plane-demo`: sign-in as viewer, requester, approver or admin without any secret.
 * Fails the start of the backend anywhere but in development.
 *
 * @public
 */
export const authModuleControlPlaneDemo = createBackendModule({
  pluginId: 'auth',
  moduleId: providerId,
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        assertDevelopment(process.env.NODE_ENV);
        // Read here and not in the factory: the auth backend turns what a factory throws into a warning.
        const users = readPersonaUsers(config);
        providers.registerProvider({
          providerId,
          factory: createProxyAuthProviderFactory({
            authenticator: demoAuthenticator,
            signInResolver: createDemoSignInResolver(users),
          }),
        });
      },
    });
  },
});
