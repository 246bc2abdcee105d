import { SeededRandom } from '../crash/SeededRandom';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { FaultDatabase, FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';
import { isRefusal } from './FaultClients';

const MINUTE = 60;
const HOUR = 3600;

/** Moments that calendars are strange about; each a while before. */
const STARTS = [
  // Central Europe puts its clocks forward, and back.
  '2026-03-29T00:30:00Z',
  '2026-10-25T00:30:00Z',
  // The United States do.
  '2026-03-08T06:30:00Z',
  // Leap days and the day after.
  '2028-02-28T23:30:00Z',
  '2028-02-29T23:30:00Z',
  '2027-12-31T23:30:00Z',
  // Seconds no longer fit 32 bits.
  '2038-01-19T03:00:00Z',
];

const TIME_ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];

/** Clocks that disagree, that are set back, and that pass strange dates. */
export const clockCampaign: FaultCampaign = {
  id: 'F24',
  title:
    'the clock of the process up to 10 min off, the database set back by an hour, time changes and leap days',
  mustHold:
    'no lease acted on before its end, no job held twice, the skew is shown, every invariant',
  runs: { full: 100, short: 4 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    try {
      const outcome = await eachRun(context, {}, async ({ random, report }) => {
        const timeZone = random.pick(TIME_ZONES);
        const database = await databases.open({ timeZone });
        const start = new Date(random.pick(STARTS));
        const skewSeconds = random.between(-10 * MINUTE, 10 * MINUTE);
        const world = await FaultWorld.create(database, {
          start,
          skewSeconds,
        });
        try {
          report(
            `from ${start.toISOString()} in ${timeZone}, the process ${skewSeconds} s ahead`,
          );
          return await live(world, database, random);
        } finally {
          await world.close();
        }
      });
      return { ...outcome, figures: {} };
    } finally {
      await databases.remove();
    }
  },
};

async function live(
  world: FaultWorld,
  { knex }: FaultDatabase,
  random: SeededRandom,
): Promise<string[]> {
  const problems: string[] = [];
  const leaseHours = random.between(1, 48);
  const ids = [
    await world.clients.create({ leaseHours }),
    await world.clients.create({ leaseHours: 48, class: 'guarded' }),
  ];
  await world.settleDown();
  const setBackAt = random.between(1, 40);
  let calls = 0;
  world.ports.pace = async () => {
    calls += 1;
    if (calls === setBackAt) {
      world.pass(-HOUR);
    }
  };
  const change = world.clients.change(ids[1]);
  await change;
  await world.drain(3);
  problems.push(...(await heldTwice(world)), ...(await skewProblems(world)));
  await world.settleDown();
  world.ports.pace = async () => {};
  if (calls < setBackAt) {
    world.pass(-HOUR);
  }
  problems.push(...(await lengthProblems(knex, ids[0], leaseHours)));
  await world.clients.extend(ids[1], 3).catch(error => {
    // A lease that is as long as it may be.
    if (!isRefusal(error)) {
      throw error;
    }
  });
  // Just before the end of the lease, and just after it, however many hours of the calendar that is.
  const before = await leaseEnd(world, ids[0]);
  world.pass(before - 2);
  await world.chores();
  const early = await world.plain.stores.requests.get(ids[0]);
  if (early?.lease.expiryHandledAt) {
    problems.push(`the lease of ${ids[0]} was acted on before its end`);
  }
  world.pass(3);
  await world.settleDown();
  const late = await world.plain.stores.requests.get(ids[0]);
  if (late?.phase !== 'deleted') {
    problems.push(`${ids[0]} is ${late?.phase} after the end of its lease`);
  }
  return [...problems, ...(await world.problems({ keys: world.clients.keys }))];
}

/** A job that somebody holds is not given to anybody else because a clock was set back. */
async function heldTwice(world: FaultWorld): Promise<string[]> {
  const { queue } = world.plain;
  const claim = () =>
    queue.claim({
      owner: 'another',
      limit: 100,
      kinds: ['reconcile-request', 'publish-lane', 'resync-repository'],
    });
  const held = await claim();
  world.pass(-HOUR);
  const again = [...(await claim()), ...(await claim())].filter(({ id }) =>
    held.some(other => other.id === id),
  );
  world.pass(HOUR);
  for (const job of held) {
    await queue.release(job);
  }
  return again.map(({ kind, key }) => `${kind} ${key} was claimed twice`);
}

/** What operators are shown of the clocks follows the database back and forth. */
async function skewProblems(world: FaultWorld): Promise<string[]> {
  const before = await world.clockSkew();
  world.pass(-HOUR);
  const moved = (await world.clockSkew()) - before;
  world.pass(HOUR);
  // Each look at the clock moves it by a millisecond.
  return Math.abs(moved + HOUR * 1000) < 1000
    ? []
    : [`the skew went by ${moved} ms as the database went back an hour`];
}

/** An hour of a lease is 3,600 seconds, whatever the calendar says. */
async function lengthProblems(
  knex: FaultDatabase['knex'],
  id: string,
  hours: number,
): Promise<string[]> {
  const row = await knex('requests')
    .where({ id })
    .first('lease_started_at', 'lease_expires_at');
  const length =
    (Number(row.lease_expires_at) - Number(row.lease_started_at)) / 1000;
  return length === hours * HOUR
    ? []
    : [`the lease of ${id} is ${length} s long, expected ${hours} hours`];
}

/** Seconds until the lease of a request ends, by the clock of the database. */
async function leaseEnd(world: FaultWorld, id: string): Promise<number> {
  const request = await world.clients.request(id);
  const now = await world.now();
  const end = request.lease.expiresAt ?? now;
  return (end.getTime() - now.getTime()) / 1000;
}
