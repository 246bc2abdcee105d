import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { ClassCollatorFactory } from './collators/ClassCollatorFactory';
import { RequestCollatorFactory } from './collators/RequestCollatorFactory';
import { createClient } from './createClient';
import { readCollatorSchedule } from './readCollatorSchedule';

/** Indexes requests and classes by a schedule of its own. */
export const searchModuleControlPlane = createBackendModule({
  pluginId: 'search',
  moduleId: 'control-plane',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        registry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, registry, scheduler }) {
        const client = createClient({ auth, discovery });
        const schedule = readCollatorSchedule(config);
        const factories = [
          RequestCollatorFactory.create(client),
          ClassCollatorFactory.create(client),
        ];
        for (const factory of factories) {
          registry.addCollator({
            schedule: scheduler.createScheduledTaskRunner(schedule),
            factory,
          });
        }
      },
    });
  },
});
