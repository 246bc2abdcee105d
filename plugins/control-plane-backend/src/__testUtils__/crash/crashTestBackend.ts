import { createBackend } from '@backstage/backend-defaults';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import controlPlanePlugin from '../../index';
import { crashTestEntities } from './crashTestEntities';

/**
 * A program that serves the control plane with Backstage's own services and a catalog that fits into memory, to be
 * killed while it works. Its configuration comes from `--config`.
 */
const backend = createBackend();
backend.add(controlPlanePlugin);
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => new InMemoryCatalogClient({ entities: crashTestEntities }),
  }),
);
backend.add(
  // The default logger first compiles the configuration schemas of all packages, which takes longer than all the rest.
  createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () =>
      WinstonLogger.create({ format: WinstonLogger.colorFormat() }),
  }),
);

// Whoever started this program holds the other end: it must not outlive them.
process.stdin.resume().once('close', () => process.exit(1));

backend.start().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
