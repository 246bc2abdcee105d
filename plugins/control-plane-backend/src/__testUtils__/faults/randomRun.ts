import { SeededRandom } from '../crash/SeededRandom';
import { FaultWorld } from './FaultWorld';
import { isOfMachinery, isRefusal } from './FaultClients';
import { noFaults, RandomFaults } from './ports/FaultPlan';

const HOUR_SECONDS = 3600;

/** Rounds of replaying what died while there were faults: what died of one comes back, and may find another one dead. */
const MOST_REPLAYS = 10;

interface Step {
  name: string;
  /** How often it is drawn, beside the others. */
  weight: number;
  run(world: FaultWorld, random: SeededRandom): Promise<unknown>;
}

/** Something that is done with one of the requests that there are, if there is one. */
function ofRequest(
  name: string,
  weight: number,
  act: (
    world: FaultWorld,
    id: string,
    random: SeededRandom,
  ) => Promise<unknown>,
): Step {
  return {
    name,
    weight,
    run: async (world, random) => {
      const requests = await world.plain.stores.requests.list({
        visible: { type: 'everything' },
        sort: 'createdAt',
        order: 'asc',
        limit: 100,
      });
      if (requests.length > 0) {
        await act(world, random.pick(requests).id, random);
      }
    },
  };
}

/** Something that is done with one of the revisions that are open, if there is one. */
function ofOpen(name: 'approve' | 'reject' | 'withdraw', weight: number): Step {
  return ofRequest(name, weight, async (world, id, random) => {
    const open = await world.plain.stores.revisions.listOpen([id]);
    if (open.length > 0) {
      await world.clients[name](id, random.pick(open).generation);
    }
  });
}

const FILES = ['namespace.yaml', 'resourcequota.yaml', 'added-by-hand.yaml'];

/** Work is more frequent than what ends a request, so that runs get far. */
const STEPS: readonly Step[] = [
  {
    name: 'create',
    weight: 4,
    run: (world, random) =>
      world.clients.create({
        class: random.pick(['preview', 'guarded', 'production']),
        leaseHours: random.pick([1, 24, 72]),
        team: random.pick(['platform', 'payments']),
      }),
  },
  ofRequest('change', 4, (world, id) => world.clients.change(id)),
  ofOpen('approve', 5),
  ofOpen('reject', 1),
  ofOpen('withdraw', 1),
  ofRequest('extend', 2, (world, id, random) =>
    world.clients.extend(id, random.between(1, 12)),
  ),
  ofRequest('remove', 1, (world, id) => world.clients.remove(id)),
  ofRequest('ask', 1, (world, id) => world.clients.ask(id)),
  ofRequest('cancel', 1, (world, id) => world.clients.cancel(id)),
  ofRequest('replay', 1, (world, id) => world.clients.replay(id)),
  ofRequest('edit', 2, async (world, id, random) => {
    const request = await world.plain.stores.requests.get(id);
    await world.edit(
      `${request?.path}/${random.pick(FILES)}`,
      `edited: ${random.between(1, 1000)}\n`,
    );
  }),
  { name: 'resync', weight: 1, run: world => world.resync() },
  {
    name: 'work',
    weight: 16,
    run: (world, random) => world.drain(random.between(1, 12)),
  },
  { name: 'chores', weight: 4, run: world => world.chores() },
  {
    name: 'a while',
    weight: 5,
    run: async (world, random) => world.pass(random.between(1, 90)),
  },
  {
    name: 'hours',
    weight: 1,
    run: async (world, random) =>
      world.pass(random.between(1, 30) * HOUR_SECONDS),
  },
];

const PAUSED = ['reconcile-request', 'resync-repository'];

const DRAWN = STEPS.flatMap(step =>
  Array.from({ length: step.weight }, () => step),
);

/** Lets the rest of the work be done while the jobs of a kind are paused. @returns what is wrong then */
async function paused(world: FaultWorld, kind: string): Promise<string[]> {
  const heldAt = await world.pause(kind);
  // What nobody looked at while it was edited is looked at, or that waits for the pause.
  await world.resync();
  await world.settleDown();
  const problems = await world.problems({ keys: world.clients.keys, heldAt });
  await world.resume(kind);
  return problems.map(problem => `while ${kind} was paused: ${problem}`);
}

/**
 * People and the product do this and that while ports fail at random; then nothing fails any more.
 *
 * @returns what is wrong once everything is at rest
 */
export async function randomRun(
  world: FaultWorld,
  options: { random: SeededRandom; steps: number; percent: number },
): Promise<{ problems: string[]; faults: number; requests: number }> {
  const { random, percent } = options;
  const plan = new RandomFaults(random, percent);
  const problems: string[] = [];
  for (let step = 0; step < options.steps; step += 1) {
    world.ports.plan = plan;
    const { name, run } = random.pick(DRAWN);
    await run(world, random).catch(error => {
      if (!isRefusal(error) && !isOfMachinery(error)) {
        problems.push(
          `${name}: ${error instanceof Error ? error.stack : error}`,
        );
      }
    });
    world.ports.plan = noFaults;
    world.ports.revive();
  }
  await world.clients.finishCreates();
  problems.push(...(await paused(world, random.pick(PAUSED))));
  await world.settleDown();
  for (let round = 0; (await world.replayDead()) > 0; round += 1) {
    if (round === MOST_REPLAYS) {
      problems.push('jobs die although nothing fails any more');
      break;
    }
    await world.settleDown();
  }
  await world.resync();
  await world.settleDown();
  const records = await world.records();
  return {
    problems: [
      ...problems,
      ...(await world.problems({ keys: world.clients.keys })),
    ],
    faults: [...plan.met.values()].reduce((sum, count) => sum + count, 0),
    requests: records.requests.length,
  };
}
