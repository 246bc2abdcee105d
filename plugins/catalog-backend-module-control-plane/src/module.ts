import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { createClient } from './createClient';
import { ApiDescriptorOutcomes } from './processor/DescriptorOutcomes';
import { DescriptorProcessor } from './processor/DescriptorProcessor';
import { ApiRequestSource } from './provider/ApiRequestSource';
import { CatalogComponentSystems } from './provider/ComponentSystems';
import { readProviderConfig } from './provider/readProviderConfig';
import { RequestEntityProvider } from './provider/RequestEntityProvider';

/** Shows the requests of the control plane in the catalog, and lets descriptors of classes and requests into it. */
export const catalogModuleControlPlane = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'control-plane',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ processing, scheduler, ...deps }) {
        const config = readProviderConfig(deps.config);
        const client = createClient(deps);
        processing.addEntityProvider(
          RequestEntityProvider.create({
            ...deps,
            config,
            source: ApiRequestSource.create(client),
            systems: CatalogComponentSystems.create(deps),
            taskRunner: scheduler.createScheduledTaskRunner(config.schedule),
          }),
        );
        processing.addProcessor(
          DescriptorProcessor.create({
            outcomes: ApiDescriptorOutcomes.create({ ...deps, client }),
          }),
        );
      },
    });
  },
});
