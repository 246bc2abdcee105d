import {
  BackendFeature,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { createDevRepository } from './createDevRepository';
import { devConfig } from './devConfig';
import { exampleUserInfo } from './exampleUserInfo';
import { readExamples } from './readExamples';

export interface DevSurroundingsOptions {
  /** Top-level keys of the configuration that the plugin wants besides. */
  config?: JsonObject;
  /** Keys of `controlPlane` that it wants besides. */
  controlPlane?: JsonObject;
  /**
   * `mock`, the default: no token is asked for, and whoever sends none is the requester Remy. `real`: tokens come from
   * the auth backend, which has to be added.
   */
  auth?: 'mock' | 'real';
  /** `mock`, the default: the entities of `examples` in memory. `real`: the catalog backend, which has to be added. */
  catalog?: 'mock' | 'real';
}

/** Configuration, people, a catalog, a database in memory and a Git repository to publish to. */
export function devSurroundings(
  options: DevSurroundingsOptions,
): BackendFeature {
  const { auth = 'mock', catalog = 'mock' } = options;
  return createBackendFeatureLoader({
    async loader() {
      const entities = await readExamples();
      const repositoryUrl = await createDevRepository();
      return [
        mockServices.rootConfig.factory({
          data: devConfig(repositoryUrl, options),
        }),
        ...(auth === 'mock'
          ? [
              mockServices.auth.factory(),
              mockServices.httpAuth.factory({
                defaultCredentials: mockCredentials.user('user:default/remy'),
              }),
              exampleUserInfo(entities),
            ]
          : []),
        ...(catalog === 'mock'
          ? [catalogServiceMock.factory({ entities })]
          : []),
      ];
    },
  });
}
