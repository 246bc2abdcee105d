import { SeededRandom } from '../crash/SeededRandom';
import { presentProblem } from '../../http/present/presentProblem';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultContext, FaultResult } from './FaultCampaign';
import { FaultDatabase, FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';
import { FullDisk } from './FullDisk';
import { PostgresDisk } from './PostgresDisk';
import { SqliteDisk } from './SqliteDisk';

/** More requests than fit into the space that a run leaves. */
const MOST_REQUESTS = 60;

/** The disk under the database is full, wherever that happens to be noticed, and has space again later. */
export const diskFullCampaign: FaultCampaign = {
  id: 'F11',
  title: 'no space left in the database, until there is space again',
  mustHold:
    'callers are told that there is no space; no row is half there; work goes on once there is space',
  runs: { full: 20, short: 3 },
  databases: ['better-sqlite3', 'pg'],
  run: async (context): Promise<FaultResult> => {
    const disk = await openDisk(context);
    if (!disk) {
      const notRun =
        'it takes a disk in memory of the server alone (unshare, mount, setpriv), which this machine does not allow';
      return { runs: 0, notRun, problems: [], figures: {} };
    }
    let refused = 0;
    try {
      const outcome = await eachRun(context, {}, async ({ random, report }) => {
        const database = await disk.open();
        const world = await FaultWorld.create(database);
        try {
          const result = await fill(world, { disk, database, random });
          refused += result.refused;
          report(
            `${result.left} left, ${result.accepted} requests taken, ${result.refused} calls refused`,
          );
          return result.problems;
        } finally {
          await world.close();
        }
      });
      return { ...outcome, figures: { 'calls refused': refused } };
    } finally {
      await disk.remove();
    }
  },
};

async function openDisk({
  database,
  smallDisk,
}: FaultContext): Promise<FullDisk | undefined> {
  const databases = FaultDatabases.create(database);
  if (database.client === 'better-sqlite3') {
    return new SqliteDisk(databases);
  }
  return smallDisk === undefined
    ? undefined
    : PostgresDisk.create(databases, smallDisk);
}

async function fill(
  world: FaultWorld,
  on: { disk: FullDisk; database: FaultDatabase; random: SeededRandom },
) {
  const { disk, database, random } = on;
  const left = await disk.fill(database, random);
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
    problems.push(`${MOST_REQUESTS} requests found space in ${left}`);
  }
  await disk.free(database);
  await world.settleDown();
  for (let round = 0; round < 5 && (await world.replayDead()) > 0; round += 1) {
    await world.settleDown();
  }
  return {
    left,
    accepted: world.clients.keys.length,
    refused: refusals.length,
    problems: [
      ...problems,
      ...(await disk.damage(database)),
      ...(await world.problems({ keys: world.clients.keys })),
    ],
  };
}
