import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { controlPlaneApiRef } from '../src';
import { aCaller, aRequest, fakeControlPlaneApi } from '../src/testUtils/index';
import { PartsPage } from './PartsPage';

const api = fakeControlPlaneApi({
  getCaller: async () => aCaller(),
  getRequest: async id => ({ request: aRequest({ id }), etag: '"3"' }),
});

const parts = createFrontendPlugin({
  pluginId: 'control-plane',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: controlPlaneApiRef,
          deps: {},
          factory: () => api,
        }),
    }),
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Parts of the control plane',
        loader: async () => <PartsPage />,
      },
    }),
  ],
});

createDevApp({ features: [parts] });
