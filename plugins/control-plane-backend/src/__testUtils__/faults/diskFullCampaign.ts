import { Knex } from 'knex';
import { SeededRandom } from '../crash/SeededRandom';
import { presentProblem } from '../../http/present/presentProblem';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { FaultDatabase, FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';

/** More pages than a run could fill. */
const PLENTY = 1_000_000;
/** More requests than fit into the pages that a run leaves. */
const MOST_REQUESTS = 60;

/** The disk under the database is full, wherever that happens to be noticed, and has space again later. */
export const diskFullCampaign: FaultCampaign = {
  id: 'F11',
  title: 'no page left in the database, until there is space again',
  mustHold:
    'callers are told that there is no space; no row is half there; work goes on once there is space',
  runs: { full: 20, short: 3 },
  databases: ['better-sqlite3'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    let refused = 0;
    const outcome = await eachRun(context, {}, async ({ random, report }) => {
      const database = await databases.open();
      const world = await FaultWorld.create(database);
      try {
        const result = await fill(world, database, random);
        refused += result.refused;
        report(
          `${result.pages} pages left, ${result.accepted} requests taken, ${result.refused} calls refused`,
        );
        return result.problems;
      } finally {
        await world.close();
      }
    });
    return { ...outcome, figures: { 'calls refused': refused } };
  },
};

async function fill(
  world: FaultWorld,
  { knex }: FaultDatabase,
  random: SeededRandom,
) {
  const pages = random.between(5, 120);
  await leavePages(knex, pages);
  const problems: string[] = [];
  const refusals: unknown[] = [];
  for (let asked = 0; asked < MOST_REQUESTS; asked += 1) {
    await world.clients
      .create({ class: random.pick(['preview', 'guarded', 'production']) })
      .catch(error => refusals.push(error));
    // Whatever cannot be written is met again by workers and chores.
    if (random.between(0, 2) === 0) {
      await world.drain(5);
      await world.chores();
    }
    if (refusals.length > 3) {
      break;
    }
  }
  for (const error of refusals) {
    const { problem } = presentProblem(error, { path: '/' });
    if (problem.status !== 503 || !/space/.test(problem.detail ?? '')) {
      problems.push(
        `a caller was told: ${problem.status} ${problem.detail} (${error})`,
      );
    }
  }
  if (refusals.length === 0) {
    problems.push(`${MOST_REQUESTS} requests found space in ${pages} pages`);
  }
  await knex.raw(`pragma max_page_count = ${PLENTY}`);
  await world.settleDown();
  for (let round = 0; round < 5 && (await world.replayDead()) > 0; round += 1) {
    await world.settleDown();
  }
  const [{ integrity_check: integrity }] = await knex.raw(
    'pragma integrity_check',
  );
  return {
    pages,
    accepted: world.clients.keys.length,
    refused: refusals.length,
    problems: [
      ...problems,
      ...(integrity === 'ok' ? [] : [`the database is damaged: ${integrity}`]),
      ...(await world.problems({ keys: world.clients.keys })),
    ],
  };
}

async function leavePages(knex: Knex, pages: number): Promise<void> {
  const [{ page_count: used }] = await knex.raw('pragma page_count');
  await knex.raw(`pragma max_page_count = ${used + pages}`);
}
