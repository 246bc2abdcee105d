// The provider with the auth backend, which makes real tokens here.
//
//   curl -X POST -H 'x-control-plane-demo-persona: requester' \
//     localhost:7007/api/auth/control-plane-demo/refresh
import { startDevBackend } from 'dev-backend';

startDevBackend({
  auth: 'real',
  config: {
    auth: {
      environment: 'development',
      providers: { 'control-plane-demo': {} },
    },
  },
  features: [import('@backstage/plugin-auth-backend'), import('../src')],
});
