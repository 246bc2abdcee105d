import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { ReconcileWorld } from '../__testUtils__/ReconcileWorld';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

/** More places than any scenario has. */
const TOO_MANY = 1_000;

/** One engine is tried at every place; the places do not depend on the engine, and the other one only shows that its SQL does the same. */
const strideOf = (databaseId: TestDatabaseId) =>
  databaseId === 'SQLITE_3' ? 1 : 7;

/**
 * Dies at every place of a scenario, one a run, and lets time pass until everything is at rest again.
 *
 * @remarks
 * A death stands for all that may happen between two instructions: a killed process, a lost connection, a write that failed, and a write
 * that was done although the caller was told that it failed.
 */
async function tryEveryPlace(
  world: ReconcileWorld,
  stride: number,
  scenario: () => Promise<string>,
): Promise<{ places: number; expected: unknown; found: unknown[] }> {
  world.faults.arm(TOO_MANY);
  const expected = await world.summary(await scenario());
  const places = world.faults.passed;
  const found: unknown[] = [];
  for (let place = 0; place < places; place += stride) {
    world.faults.arm(place);
    const id = await scenario();
    const summary = await world.summary(id);
    const operations = await world.branch.operationIds();
    found.push(
      new Set(operations).size === operations.length
        ? named(summary, expected, id, world.faults.struck ?? 'nowhere', place)
        : `an operation was committed twice after ${world.faults.struck}`,
    );
  }
  return { places, expected, found: found.filter(Boolean) };
}

/** What differs from the run without a fault, and where it died. */
function named(
  summary: unknown,
  expected: unknown,
  id: string,
  struck: string,
  place: number,
): unknown {
  const same =
    anonymous(JSON.stringify(summary)) === anonymous(JSON.stringify(expected));
  return same ? undefined : { id, struck, place, summary };
}

/** Without what differs from request to request. */
function anonymous(text: string): string {
  return text.replace(/req-[0-9a-f]{16}/g, 'req');
}

describe.each(databases.eachSupportedId())(
  'a process that dies at any place, on %s',
  databaseId => {
    let world: ReconcileWorld;

    beforeEach(async () => {
      world = await ReconcileWorld.create(databases, databaseId);
    });

    it('creates, updates, repairs and deletes all the same, with one commit for each operation', async () => {
      const { expected, found, places } = await tryEveryPlace(
        world,
        strideOf(databaseId),
        async () => {
          const id = await world.create({ className: 'guarded' });
          await world.settleDown();
          await world.update(id, 'two');
          await world.settleDown();
          const { path } = await world.request(id);
          await world.branch.personPushes(
            { [`${path}/namespace.yaml`]: 'edited\n' },
            'Fix',
          );
          await world.resync();
          await world.settleDown();
          await world.remove(id);
          await world.settleDown();
          return id;
        },
      );
      expect(expected).toMatchObject({
        phase: 'deleted',
        publications: [
          '1 publish published',
          '2 publish published',
          '2 repair published',
          '3 remove published',
        ],
        commits: [
          'Create payments-api (guarded, eu-west)',
          'Update payments-api (guarded, eu-west)',
          'Repair payments-api (guarded, eu-west)',
          'Remove payments-api (guarded, eu-west)',
        ],
        drift: [expect.stringContaining('repaired')],
        files: [],
      });
      expect(found).toEqual([]);
      expect(await world.problems()).toEqual([]);
      expect(places).toBeGreaterThan(100);
    });

    it('tries again after a failure all the same', async () => {
      const { expected, found } = await tryEveryPlace(
        world,
        strideOf(databaseId),
        async () => {
          world.publisher.failNext({ type: 'unreachable' });
          const id = await world.create();
          await world.settleDown();
          return id;
        },
      );
      expect(expected).toMatchObject({
        phase: 'ready',
        commits: ['Create payments-api (preview, eu-west)'],
      });
      expect(found).toEqual([]);
      expect(await world.problems()).toEqual([]);
    });
  },
);
