import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createTestStores,
  TEST_DATABASE_IDS,
  TestStores,
} from '../__testUtils__/createTestStores';
import { SeededRandom } from '../__testUtils__/crash/SeededRandom';
import { GroupedTransactions } from '../reconcile/GroupedTransactions';
import { JobOutcome } from '../domain/job/jobOutcome';
import { JobSpec } from '../domain/job/Job';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const KEYS = Array.from({ length: 40 }, (_, index) => `request-${index}`);
const ROUNDS = 15;

const jobOf = (key: string): JobSpec => ({
  kind: 'test',
  key,
  group: 'team-a',
  payload: {},
});

describe.each(databases.eachSupportedId())(
  'grouped transactions beside settling on %s',
  id => {
    let test: TestStores;

    beforeEach(async () => {
      test = await createTestStores(databases, id);
      await test.unitOfWork.run(tx => tx.enqueue(KEYS.map(jobOf)));
    });

    /** Attempts of whatever is ready, all of them at once, as workers of a replica make them. */
    async function workOnAll(random: SeededRandom): Promise<void> {
      const outcomes: JobOutcome[] = [
        { type: 'done' },
        { type: 'parked', waitsFor: 'others', retryAfterSeconds: 0 },
      ];
      const claimed = await test.queue.claim({
        owner: 'test',
        limit: KEYS.length,
        kinds: ['test'],
      });
      await Promise.all(
        claimed.map(job => test.queue.settle(job, random.pick(outcomes))),
      );
    }

    async function finishAll(): Promise<void> {
      const claimed = await test.queue.claim({
        owner: 'test',
        limit: KEYS.length,
        kinds: ['test'],
      });
      await Promise.all(
        claimed.map(job => test.queue.settle(job, { type: 'done' })),
      );
      if (claimed.length > 0) {
        await finishAll();
      }
    }

    // Outcomes lock jobs in the order in which attempts end, enqueues in that of keys: PostgreSQL now and then ends one of both, which
    // is then run again.
    it('lose no job and fail nobody, although they may lock each other out for a moment', async () => {
      const random = new SeededRandom(11);
      let asked = 0;
      // Two of them, as two steps of a reconcile have their own: each asks for jobs that the workers are about to end.
      const groups = [0, 1].map(() =>
        GroupedTransactions.create<string, void>(
          test.unitOfWork,
          async (tx, keys) => {
            await tx.enqueue(keys.map(jobOf));
            asked += keys.length;
            return keys.map(() => {});
          },
        ),
      );
      for (let round = 0; round < ROUNDS; round += 1) {
        await Promise.all([
          ...groups.flatMap(group =>
            shuffled(KEYS, random).map(key => group.run(key)),
          ),
          workOnAll(random),
          workOnAll(random),
        ]);
      }

      expect(asked).toBe(2 * ROUNDS * KEYS.length);
      const live = await test.queue.listLive('test', KEYS);
      expect(new Set(live.map(({ key }) => key)).size).toBe(live.length);
      // Whatever was asked for after an attempt had begun is there to be done.
      await finishAll();
      expect(await test.queue.listLive('test', KEYS)).toEqual([]);
    });
  },
);

function shuffled(keys: readonly string[], random: SeededRandom): string[] {
  return keys
    .map(key => ({ key, at: random.between(0, 1_000_000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ key }) => key);
}
