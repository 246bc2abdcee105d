import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { controlPlaneApiRef } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { fakeControlPlaneApi } from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import plugin from '../src';
import { entities } from './data/entities';
import { DevControlPlane } from './DevControlPlane';
import { readOperations } from './readOperations';
import { writeOperations } from './writeOperations';

const plane = DevControlPlane.create();

const controlPlane = createFrontendModule({
  pluginId: 'control-plane',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: controlPlaneApiRef,
          deps: {},
          factory: () =>
            fakeControlPlaneApi({
              ...readOperations(plane),
              ...writeOperations(plane),
            }),
        }),
    }),
  ],
});

const catalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities }),
        }),
    }),
  ],
});

createDevApp({ features: [plugin, controlPlane, catalogPlugin, catalog] });
