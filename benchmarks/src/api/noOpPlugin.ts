import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Router } from 'express';

/** One route that answers whoever has a token: what a call costs before a plugin has done anything. */
export const noOpPlugin = createBackendPlugin({
  pluginId: 'no-op',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.get('/answer', (_req, res) => {
          res.json({});
        });
        httpRouter.use(router);
      },
    });
  },
});
