import {
  EnvironmentClassSpec,
  environmentClassSpecSchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { SeededRandom } from '../crash/SeededRandom';
import { guardedClass } from '../testWorld';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { isRefusal } from './FaultClients';
import { FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';

const guarded = environmentClassSpecSchema.parse(guardedClass);

/** What an operator makes of a class while requests of it live. */
const EDITS: ReadonlyArray<{
  name: string;
  isOffered: boolean;
  classes: EnvironmentClassSpec[];
}> = [
  { name: 'removed', isOffered: false, classes: [] },
  {
    name: 'renamed',
    isOffered: false,
    classes: [{ ...guarded, name: 'well-guarded' }],
  },
  {
    name: 'moved to another region',
    isOffered: false,
    classes: [{ ...guarded, regions: ['us-west-2'] }],
  },
  {
    name: 'changed',
    isOffered: true,
    classes: [
      {
        ...guarded,
        quotaProfile: 'medium',
        namespaces: ['app', 'data'],
        drift: { onForeignEdit: 'report' },
      },
    ],
  },
];

/** The configuration of a class changes while requests of it live. */
export const classEditCampaign: FaultCampaign = {
  id: 'F28',
  title: 'a class removed, renamed or changed while requests of it live',
  mustHold:
    'what lives keeps the class that it was made with; nothing is published or removed because of the edit',
  runs: { full: 20, short: 4 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    try {
      const outcome = await eachRun(
        context,
        {},
        async ({ number, random, report }) => {
          const world = await FaultWorld.create(await databases.open());
          try {
            const edit = EDITS[(number - 1) % EDITS.length];
            report(edit.name);
            return await live(world, edit, random);
          } finally {
            await world.close();
          }
        },
      );
      return { ...outcome, figures: {} };
    } finally {
      await databases.remove();
    }
  },
};

async function live(
  world: FaultWorld,
  edit: (typeof EDITS)[number],
  random: SeededRandom,
): Promise<string[]> {
  const problems: string[] = [];
  const create = () =>
    world.clients.create({ class: 'guarded', leaseHours: 24 });
  const ids = [await create(), await create(), await create()];
  if (random.between(0, 1) === 1) {
    // One that is on its way when the class changes.
    await world.drain(2);
  } else {
    await world.settleDown();
  }
  const before = await world.branch.commits();
  await world.offerClasses(edit.classes);
  await world.resync();
  await world.settleDown();

  const unexpected = (await world.branch.commits()).length - before.length;
  if (unexpected > ids.length) {
    problems.push(`${unexpected} commits followed the edit`);
  }
  const again = await create().then(
    () => true,
    error => {
      if (!isRefusal(error)) {
        throw error;
      }
      return false;
    },
  );
  if (again !== edit.isOffered) {
    problems.push(
      `the class was ${edit.name}, and a new request of it was ${
        again ? 'taken' : 'refused'
      }`,
    );
  }
  problems.push(...(await pinnedProblems(world, ids)));

  // It repairs as the class that it was made with says, extends, expires and goes like any other.
  const { path } = await world.clients.request(ids[0]);
  await world.edit(`${path}/namespace.yaml`, 'edited: yes\n');
  await world.settleDown();
  const files = await world.branch.content(`${path}/namespace.yaml`);
  if (files.includes('edited')) {
    problems.push(`${ids[0]} was not repaired as its class says`);
  }
  await world.clients.extend(ids[0], 1);
  await world.clients.remove(ids[1]);
  await world.settleDown();
  const removed = await world.clients.request(ids[1]);
  if (removed.phase !== 'deleted') {
    problems.push(`${ids[1]} is ${removed.phase} after its removal`);
  }
  problems.push(...(await pinnedProblems(world, [ids[0], ids[2]])));
  return [...problems, ...(await world.problems({ keys: world.clients.keys }))];
}

async function pinnedProblems(
  world: FaultWorld,
  ids: readonly string[],
): Promise<string[]> {
  const requests = await Promise.all(
    ids.map(id => world.plain.stores.requests.get(id)),
  );
  return requests.flatMap(request =>
    request?.phase === 'ready' && request.class.revision === 1
      ? []
      : [
          `${request?.id} is ${request?.phase} with revision ${request?.class.revision} of its class`,
        ],
  );
}
