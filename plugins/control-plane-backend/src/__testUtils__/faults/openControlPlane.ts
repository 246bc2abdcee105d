import { DatabaseManager } from '@backstage/backend-defaults/database';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { RenderingExtensions } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { SystemClock } from '../../clock';
import { createPersistence } from '../../composition/createPersistence';
import { createTargets } from '../../composition/createTargets';
import { createTelemetry } from '../../composition/createTelemetry';
import { readControlPlaneConfig } from '../../config';
import { scanForSecrets } from '../../publishers/secretScan';

/**
 * The parts of the product that need neither HTTP nor a catalog, on the database that the configuration names, by
 * Backstage's own connector.
 *
 * @param options.leaseSeconds - in place of what the configuration says, which may be shorter than operators may choose
 */
export async function openControlPlane(options: {
  config: JsonObject;
  logger: LoggerService;
  leaseSeconds?: number;
}) {
  const { logger } = options;
  const rootConfig = new ConfigReader(options.config);
  const read = readControlPlaneConfig(rootConfig);
  const { leaseSeconds = read.queue.leaseSeconds } = options;
  const config = { ...read, queue: { ...read.queue, leaseSeconds } };
  const ends: Array<() => unknown> = [];
  const lifecycle = {
    addStartupHook() {},
    addBeforeShutdownHook() {},
    addShutdownHook: (end: () => unknown) => ends.push(end),
  };
  const database = DatabaseManager.fromConfig(rootConfig, {
    rootLogger: logger,
    rootLifecycle: lifecycle,
  }).forPlugin('control-plane', { logger, lifecycle });
  const ambient = {
    config,
    logger,
    clock: new SystemClock(),
    ...createTelemetry(),
  };
  const persistence = await createPersistence({
    ...ambient,
    database,
    onOutboxFilled() {},
  });
  return {
    ...ambient,
    ...persistence,
    rootConfig,
    renderer: RenderingExtensions.create().createRenderer(),
    secretScan: scanForSecrets,
    ...createTargets(config),
    close: async () => {
      // The connector leaves SQLite open; a connection that was closed may be closed again.
      await (await database.getClient()).destroy();
      await Promise.all(ends.map(end => end()));
    },
  };
}
