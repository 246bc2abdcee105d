import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { JsonObject } from '@backstage/types';
import { FrontDoor } from './FrontDoor';

/** What this program is given, as JSON in its first argument. */
export interface DoorInput {
  config: JsonObject;
}

/**
 * A program that takes requests on its input, one call in JSON a line, and says `committed <key> <id>` when a request is stored: what a
 * route would answer then. It says `ready` when it listens.
 */
async function main(input: DoorInput): Promise<void> {
  const door = await FrontDoor.open(input.config);
  createInterface({ input: process.stdin }).on('line', async line => {
    const call = JSON.parse(line);
    try {
      const id = await door.create(call);
      writeSync(1, `committed ${call.key} ${id}\n`);
    } catch (error) {
      writeSync(1, `failed ${call.key} ${error}\n`);
    }
  });
  writeSync(1, 'ready\n');
}

// Whoever started this program holds the other end: it must not outlive them.
process.stdin.once('close', () => process.exit(1));

main(JSON.parse(process.argv[2])).catch(error => {
  writeSync(2, `${error?.stack ?? error}\n`);
  process.exit(1);
});
