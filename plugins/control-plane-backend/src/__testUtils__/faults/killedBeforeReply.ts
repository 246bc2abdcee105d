import { setTimeout as wait } from 'node:timers/promises';
import { DoorProcess } from './DoorProcess';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { WorldPool } from './WorldPool';

const RUNS_PER_WORLD = 20;
const AT_ONCE = 2;
const LONGEST_REST_MS = 60_000;

/** The one who takes a request dies once it is stored, or about then, before anybody hears of it; the client asks again. */
export const killedBeforeReply: FaultCampaign = {
  id: 'F2',
  title:
    'the backend killed between the commit and the reply; the client asks again with its Idempotency-Key',
  mustHold:
    'one request a key, the same id whenever the key is answered, and every invariant once all is ready',
  runs: { full: 200, short: 2 },
  databases: ['better-sqlite3', 'pg'],
  isInJest: true,
  run: async context => {
    let repeated = 0;
    const pool = new WorldPool<{ door: DoorProcess }>({
      database: context.database,
      runsPerWorld: RUNS_PER_WORLD,
      begin: async world => {
        // Somebody works on what is asked for: once that is done, much more can be checked than while it waits.
        await world.start(context.signal);
        return { door: world.startDoor() };
      },
    });
    try {
      const outcome = await eachRun(context, { atOnce: AT_ONCE }, run =>
        pool.use(run, async ({ world, kept }) => {
          const { random, signal } = run;
          const first = kept.door;
          kept.door = world.startDoor();
          await first.ready;
          const [call] = world.plan(1, random);
          const moment = random.pick(['committed', 'any'] as const);
          const delayMs = moment === 'any' ? random.between(0, 40) : 0;
          const said = await Promise.race([
            first.ask(call),
            ...(moment === 'any' ? [wait(delayMs, undefined, { signal })] : []),
          ]);
          await first.process.kill('process');
          const stored = await world.database.read(knex =>
            knex('idempotency_keys')
              .where({ key: call.key })
              .pluck('request_id'),
          );
          // Twice at the same time, as a client does that has lost its patience.
          await kept.door.ready;
          const ids = await Promise.all([
            world.ask([call]),
            kept.door.ask(call),
          ]).then(([[id], answer]) => [id, answer.split(' ')[2]]);
          repeated += stored.length;
          const rests = await world.rests({
            withinMs: LONGEST_REST_MS,
            signal,
          });
          run.report(
            `killed ${
              moment === 'any' ? `after ${delayMs} ms` : 'once committed'
            }, ${stored.length === 0 ? 'not stored' : 'stored'}`,
          );
          const all = new Set([
            ...ids,
            ...stored,
            ...(said ? [said.split(' ')[2]] : []),
          ]);
          return [
            ...(all.size === 1
              ? []
              : [`${call.key} was answered with ${[...all].join(' and ')}`]),
            ...(moment === 'committed' && stored.length !== 1
              ? [`${call.key} was committed and is not there`]
              : []),
            ...(rests ? [] : ['not all ready in time']),
            ...(await world.judge()),
          ];
        }),
      );
      return {
        ...outcome,
        figures: { 'stored before the kill': repeated },
      };
    } finally {
      await pool.remove();
    }
  },
};
