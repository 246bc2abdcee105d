import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import knexFactory from 'knex';

/** Locks an SQLite file for as many milliseconds as each line of its input says, and tells when. */
async function main(filename: string): Promise<void> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    await knex.transaction(async tx => {
      // A transaction of knex takes no lock before its first write.
      await tx.raw('update jobs set priority = priority where false');
      say('locked');
      await wait(Number(line));
    });
    say('released');
  }
  await knex.destroy();
}

main(process.argv[2]).catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
