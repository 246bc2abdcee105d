import { SeededRandom } from '../crash/SeededRandom';
import { createFaultRemote, LimitedRemote } from './createFaultRemote';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';

/** Seconds of tries against the full disk. */
const FULL_SECONDS = 30;

/** The disk under Git is full, here or where the repository is, and has space again later. */
export const gitDiskFullCampaign: FaultCampaign = {
  id: 'F11-git',
  title: 'no space for files of Git, until there is space again',
  mustHold:
    'requests say that there is no space; the repository stays sound; all is published once there is space',
  runs: { full: 20, short: 2 },
  databases: ['better-sqlite3'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    let told = 0;
    const outcome = await eachRun(context, {}, async ({ random, report }) => {
      const remote = await createFaultRemote();
      const world = await FaultWorld.create(await databases.open(), { remote });
      try {
        const result = await fill(world, remote, random);
        told += result.told;
        report(
          `${result.blocks} blocks a file, told by ${result.told} requests`,
        );
        return result.problems;
      } finally {
        await world.close();
        await remote.origin.remove();
      }
    });
    return { ...outcome, figures: { 'requests that told of it': told } };
  },
};

async function fill(
  world: FaultWorld,
  remote: LimitedRemote,
  random: SeededRandom,
) {
  const first = await world.clients.create();
  await world.settleDown();
  // With one block small objects still find space and large ones do not.
  const blocks = random.pick([0, 0, 1]);
  await remote.limitFiles(blocks);
  const ids = [
    first,
    await world.clients.create(),
    await world.clients.create(),
  ];
  await world.clients.change(first);
  for (let waited = 0; waited < FULL_SECONDS; waited += 10) {
    await world.drain(20);
    world.pass(10);
  }
  await remote.origin.fsck();
  const problems: string[] = [];
  let told = 0;
  for (const id of ids) {
    const { phase, progress } = await world.clients.request(id);
    const failure = progress?.failure;
    if (failure?.reason === 'disk_full' && failure.retryable) {
      told += 1;
    } else if (phase !== 'ready') {
      problems.push(
        `${id} is ${phase} and says: ${failure?.reason} ${failure?.message}`,
      );
    }
  }
  if (told === 0) {
    problems.push('nobody met the full disk');
  }
  await remote.limitFiles(undefined);
  await world.settleDown();
  for (const id of ids) {
    const { phase } = await world.clients.request(id);
    if (phase !== 'ready') {
      problems.push(`${id} is ${phase} although there is space again`);
    }
  }
  await remote.origin.fsck();
  problems.push(...(await world.problems({ keys: world.clients.keys })));
  return { blocks, told, problems };
}
