import { writeSync } from 'node:fs';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import { createHandlers } from '../../composition/createHandlers';
import { createPublishing } from '../../composition/createPublishing';
import { createWorker } from '../../composition/createWorker';
import { openControlPlane } from './openControlPlane';

/** What this program is given, as JSON in its first argument. */
export interface ReplicaInput {
  config: JsonObject;
  leaseSeconds: number;
}

const tell =
  (level: string) =>
  (message: string, meta?: unknown): void => {
    const more = meta instanceof Error ? ` ${meta.stack}` : '';
    writeSync(2, `${process.pid} ${level} ${message}${more}\n`);
  };

const logger: LoggerService = {
  error: tell('error'),
  warn: tell('warn'),
  info: tell('info'),
  debug() {},
  child: () => logger,
};

/**
 * A program that does the work of one replica and serves nothing, to be killed while it does. It says `ready` when it
 * is loaded, and begins when a line comes in.
 */
async function main(input: ReplicaInput): Promise<void> {
  writeSync(1, 'ready\n');
  await new Promise(resolve => {
    process.stdin.once('data', resolve);
  });
  const parts = await openControlPlane({ ...input, logger });
  const publishing = await createPublishing({
    ...parts,
    integrations: ScmIntegrations.fromConfig(parts.rootConfig),
  });
  const worker = createWorker({
    ...parts,
    handlers: createHandlers({ ...parts, ...publishing }),
  });
  process.once('SIGTERM', async () => {
    await worker.stop();
    await parts.close();
    process.exit(0);
  });
  await worker.start();
  writeSync(1, 'works\n');
}

// Whoever started this program holds the other end: it must not outlive them.
process.stdin.resume().once('close', () => process.exit(1));

main(JSON.parse(process.argv[2])).catch(error => {
  writeSync(2, `${error?.stack ?? error}\n`);
  process.exit(1);
});
