import { FaultWorld } from './FaultWorld';

/** Something that people and the product do together. */
export interface FaultScenario {
  name: string;
  /** Wants a world for each run: what it does depends on the runs before, e.g. because it looks at all requests there are. */
  isAlone?: true;
  /**
   * Does it once.
   *
   * @param begin - called when what is to be tried begins; what goes before is no part of it
   * @returns the id of the request
   */
  run(world: FaultWorld, begin: () => void): Promise<string>;
}

/** A request that is on the branch. */
async function aReady(
  world: FaultWorld,
  asked: Parameters<FaultWorld['clients']['create']>[0] = {},
): Promise<string> {
  const id = await world.clients.create(asked);
  await world.settleDown();
  return id;
}

/** A request of a class that asks for a person, and that waits for one. */
async function aWaiting(world: FaultWorld): Promise<string> {
  return world.clients.create({ class: 'production' });
}

async function editNamespace(world: FaultWorld, id: string): Promise<void> {
  const { path } = await world.clients.request(id);
  await world.edit(`${path}/namespace.yaml`, 'edited: by hand\n');
}

/** What a campaign of single faults walks: together they reach every port. */
export const faultScenarios: readonly FaultScenario[] = [
  {
    name: 'create',
    run: async (world, begin) => {
      begin();
      return aReady(world);
    },
  },
  {
    name: 'update',
    run: async (world, begin) => {
      const id = await aReady(world);
      begin();
      await world.clients.change(id);
      return id;
    },
  },
  {
    name: 'approve',
    run: async (world, begin) => {
      const id = await aWaiting(world);
      begin();
      await world.clients.approve(id, 1);
      return id;
    },
  },
  {
    name: 'reject',
    run: async (world, begin) => {
      const id = await aWaiting(world);
      begin();
      await world.clients.reject(id, 1);
      return id;
    },
  },
  {
    name: 'withdraw',
    run: async (world, begin) => {
      const id = await aWaiting(world);
      begin();
      await world.clients.withdraw(id, 1);
      return id;
    },
  },
  {
    name: 'extend',
    run: async (world, begin) => {
      const id = await aReady(world, { leaseHours: 1 });
      begin();
      await world.clients.extend(id, 1);
      return id;
    },
  },
  {
    name: 'expire',
    run: async (world, begin) => {
      const id = await aReady(world, { leaseHours: 1 });
      begin();
      world.pass(3601);
      return id;
    },
  },
  {
    name: 'delete',
    run: async (world, begin) => {
      const id = await aReady(world);
      begin();
      await world.clients.remove(id);
      return id;
    },
  },
  {
    name: 'drift',
    isAlone: true,
    run: async (world, begin) => {
      const id = await aReady(world);
      begin();
      await editNamespace(world, id);
      return id;
    },
  },
  {
    name: 'repair',
    isAlone: true,
    run: async (world, begin) => {
      const id = await aReady(world, { class: 'guarded' });
      begin();
      await editNamespace(world, id);
      return id;
    },
  },
  {
    name: 'cancel and replay',
    run: async (world, begin) => {
      const id = await world.clients.create();
      begin();
      await world.clients.cancel(id);
      await world.settleDown();
      await world.clients.replay(id);
      return id;
    },
  },
  {
    name: 'retry',
    isAlone: true,
    run: async (world, begin) => {
      begin();
      world.publisher.failNext({ type: 'unreachable' });
      const id = await aReady(world);
      await world.clients.ask(id);
      return id;
    },
  },
];
