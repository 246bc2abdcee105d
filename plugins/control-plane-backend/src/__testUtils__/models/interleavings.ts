import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isRefusal } from '../faults/FaultClients';
import { FaultDatabases } from '../faults/FaultDatabases';
import { FaultWorld } from '../faults/FaultWorld';
import { ModelCheck, modelCheckOf, ModelRuns } from './ModelCheck';

/** Longer than the lease that the requests here are asked for with. */
const LEASE_IS_OVER_SECONDS = 3700;

/** Attempts of one worker while the others are at it. */
const ATTEMPTS = 4;

type Actor = (
  world: FaultWorld,
  request: { id: string; generation: number },
) => Promise<unknown>;

const work: Actor = async world => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await world.runNext();
  }
};

/** What may come at the same time. */
const ACTORS: Readonly<Record<string, Actor>> = {
  approve: (world, { id, generation }) => world.clients.approve(id, generation),
  'approve as well': (world, { id, generation }) =>
    world.clients.approve(id, generation),
  reject: (world, { id, generation }) => world.clients.reject(id, generation),
  withdraw: (world, { id, generation }) =>
    world.clients.withdraw(id, generation),
  change: (world, { id }) => world.clients.change(id),
  extend: (world, { id }) => world.clients.extend(id, 2),
  remove: (world, { id }) => world.clients.remove(id),
  cancel: (world, { id }) => world.clients.cancel(id),
  ask: (world, { id }) => world.clients.ask(id),
  expire: async world => {
    world.pass(LEASE_IS_OVER_SECONDS);
    await world.chores();
  },
  edit: async (world, { id }) => {
    const request = await world.plain.stores.requests.get(id);
    await world.edit(`${request?.path}/namespace.yaml`, 'edited: yes\n');
  },
  work,
  'work beside it': work,
};

/**
 * Where a request stands when everybody comes at once: its first revision waits, a change of it waits, a change of it was approved and no
 * worker has seen it, or is on its way.
 */
const STAGES = ['asked', 'changed', 'approved', 'under way'] as const;

async function prepare(
  world: FaultWorld,
  stage: (typeof STAGES)[number],
): Promise<{ id: string; generation: number }> {
  const id = await world.clients.create({ class: 'production', leaseHours: 1 });
  if (stage === 'asked') {
    return { id, generation: 1 };
  }
  await world.clients.approve(id, 1);
  await world.settleDown();
  const generation = await world.clients.change(id);
  if (stage === 'approved' || stage === 'under way') {
    await world.clients.approve(id, generation);
  }
  if (stage === 'under way') {
    await world.runNext();
  }
  return { id, generation };
}

/**
 * Lets people, chores and workers come at the same time, in whatever order their transactions and calls may take, and checks every
 * invariant once all is at rest.
 */
export async function checkInterleavings(
  databases: FaultDatabases,
  runs: ModelRuns,
): Promise<ModelCheck> {
  const details = await fc.check(
    fc.asyncProperty(
      fc.scheduler(),
      fc.constantFrom(...STAGES),
      fc.shuffledSubarray(Object.keys(ACTORS), { minLength: 2, maxLength: 6 }),
      async (scheduler, stage, names) => {
        const world = await FaultWorld.create(await databases.open());
        try {
          const request = await prepare(world, stage);
          world.ports.pace = call =>
            scheduler.schedule(Promise.resolve(), call).then(() => {});
          await scheduler.waitFor(
            Promise.all(
              names.map(name =>
                ACTORS[name](world, request).catch(error => {
                  assert(isRefusal(error), `${name}: ${error?.stack}`);
                }),
              ),
            ),
          );
          world.ports.pace = async () => {};
          await world.resync();
          await world.settleDown();
          const { keys } = world.clients;
          assert.deepEqual(await world.problems({ keys }), []);
        } finally {
          await world.close();
        }
      },
    ),
    runs,
  );
  return modelCheckOf(details);
}
