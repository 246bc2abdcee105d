import { createBackend } from '@backstage/backend-defaults';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import controlPlanePlugin from '../../index';
import { crashTestEntities } from './crashTestEntities';

/**
 * Makes this process a backend with the control plane, Backstage's own services and a catalog in memory.
 *
 * @remarks
 * Its configuration comes from `--config`. It ends at the latest with whoever started it, who holds the other end of its input.
 */
export function startBareBackend(
  options: { features?: BackendFeature[]; logLevel?: 'warn' } = {},
): void {
  const { features = [], logLevel: level } = options;
  const backend = createBackend();
  backend.add(controlPlanePlugin);
  features.forEach(feature => backend.add(feature));
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
        WinstonLogger.create({ level, format: WinstonLogger.colorFormat() }),
    }),
  );
  process.stdin.resume().once('close', () => process.exit(1));
  backend.start().catch(error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  });
}
