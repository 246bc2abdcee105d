import { setFlagsFromString } from 'node:v8';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { JobHandlers } from '../../queue/JobHandlers';
import { createWorker } from '../../composition/createWorker';
import { openControlPlane } from './openControlPlane';
import { silentLogger } from './silentLogger';

/** What this program is given, as JSON in its first argument. */
export interface PoisonInput {
  config: JsonObject;
  leaseSeconds: number;
}

/** Kinds of jobs: one that is well behaved, and those that are not. */
export const GOOD = 'good';
export const BAD_KINDS = [
  'unreadable',
  'failing',
  'never-ending',
  'looping',
  'devouring',
];

const HEAP_MEGABYTES = 64;
const LIFE_SIGN_MS = 200;

/** A replica whose handlers do what handlers must not do. It tells that it lives, as a health check would ask it to. */
async function main(input: PoisonInput): Promise<void> {
  // A process of little memory, so that running out of it takes no time.
  setFlagsFromString(`--max-old-space-size=${HEAP_MEGABYTES}`);
  const parts = await openControlPlane({ ...input, logger: silentLogger });
  const handlers = new JobHandlers()
    .register(GOOD, async () => {
      await wait(5);
      return { type: 'done' };
    })
    .register('unreadable', async ({ payload }) => {
      throw new InputError(`Expected a request, got ${typeof payload.request}`);
    })
    .register('failing', async () => {
      throw new TypeError('undefined is not a function');
    })
    .register('never-ending', () => new Promise(() => {}), {
      timeoutSeconds: 1,
    })
    .register('looping', async () => {
      for (;;) {
        // Never gives the event loop back.
      }
    })
    .register('devouring', async () => {
      const kept: unknown[] = [];
      for (;;) {
        kept.push(Array.from({ length: 10_000 }, () => ({})));
      }
    });
  const worker = createWorker({ ...parts, handlers });
  const live = () => process.stdout.write('alive\n');
  // From here on somebody looks whether it lives: the first job may be one that it does not survive.
  live();
  setInterval(live, LIFE_SIGN_MS);
  await worker.start();
}

if (require.main === module) {
  // Whoever started this program holds the other end: it must not outlive them.
  process.stdin.resume().once('close', () => process.exit(1));
  main(JSON.parse(process.argv[2])).catch(error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  });
}
