import { createBackend } from '@backstage/backend-defaults';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { crashTestEntities } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/crashTestEntities';
import controlPlanePlugin from '../../../plugins/control-plane-backend/src/index';
import { measuresPlugin } from './measuresPlugin';

/** A backend with the control plane, Backstage's own services and a catalog in memory. Its configuration comes from `--config`. */
const backend = createBackend();
backend.add(controlPlanePlugin);
backend.add(measuresPlugin);
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => new InMemoryCatalogClient({ entities: crashTestEntities }),
  }),
);
backend.add(
  // The default logger first compiles the configuration schemas of all packages.
  createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () =>
      WinstonLogger.create({
        level: 'warn',
        format: WinstonLogger.colorFormat(),
      }),
  }),
);

// Whoever started this program holds the other end: it must not outlive them.
process.stdin.resume().once('close', () => process.exit(1));

backend.start().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
