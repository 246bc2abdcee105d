import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { anOutboxEntry } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { OutboxEntry, OutboxSinkName } from '../domain/outbox/OutboxEntry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

function ordinalsOf(entries: OutboxEntry[]): unknown[] {
  return entries.map(({ payload }) => payload.ordinal);
}

describe.each(databases.eachSupportedId())(
  'DatabaseOutboxStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create(count: number) {
      const created = await createTestStores(databases, databaseId);
      const { outbox } = created.stores;
      for (let ordinal = 0; ordinal < count; ordinal++) {
        await outbox.append([anOutboxEntry({ payload: { ordinal } })]);
      }
      return { ...created, outbox };
    }

    it('hands out the oldest entries, in the order they were appended', async () => {
      const { outbox } = await create(5);

      const taken = await outbox.take('events', 3, 60);

      expect(taken[0]).toEqual({
        ...anOutboxEntry({ payload: { ordinal: 0 } }),
        id: expect.any(String),
        createdAt: expect.any(Date),
        attempts: 1,
      });
      expect(ordinalsOf(taken)).toEqual([0, 1, 2]);
      expect(ordinalsOf(await outbox.take('events', 3, 60))).toEqual([3, 4]);
      await expect(outbox.take('events', 3, 60)).resolves.toEqual([]);
    });

    it('hands an entry out again once its hold has ended, until it is removed', async () => {
      const { outbox, databaseClock } = await create(2);
      const [first] = await outbox.take('events', 1, 60);
      databaseClock.shift(59);
      expect(ordinalsOf(await outbox.take('events', 2, 60))).toEqual([1]);

      databaseClock.shift(2);
      const again = await outbox.take('events', 2, 60);
      expect(again).toEqual([{ ...first, attempts: 2 }]);

      await outbox.remove(again.map(({ id }) => id));
      databaseClock.shift(600);
      expect(ordinalsOf(await outbox.take('events', 2, 60))).toEqual([1]);
    });

    it('gives every entry to exactly one of four takers', async () => {
      const { outbox } = await create(60);

      const takes = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const mine: OutboxEntry[] = [];
          for (;;) {
            const taken = await outbox.take('events', 7, 60);
            if (taken.length === 0) {
              return mine;
            }
            mine.push(...taken);
          }
        }),
      );
      // A taker may come away empty while others hold the last rows locked; what is left is nobody's yet.
      const rest = await outbox.take('events', 60, 60);

      const ids = [...takes.flat(), ...rest].map(({ id }) => id);
      expect(ids).toHaveLength(60);
      expect(new Set(ids).size).toBe(60);
    });

    it('keeps what each sink is told apart from the others', async () => {
      const { outbox } = await create(0);
      await outbox.append([
        anOutboxEntry({ kind: 'drift_found' }),
        anOutboxEntry({ kind: 'request_changed' }),
      ]);

      const kinds = async (sink: OutboxSinkName) =>
        (await outbox.take(sink, 10, 60)).map(({ kind }) => kind);
      expect(await kinds('events')).toEqual(['drift_found', 'request_changed']);
      expect(await kinds('events')).toEqual([]);
      expect(await kinds('notifications')).toEqual(['drift_found']);
      expect(await kinds('signals')).toEqual([
        'drift_found',
        'request_changed',
      ]);
    });

    it('shows an entry only after the transaction that appended it has committed', async () => {
      const { outbox, unitOfWork } = await create(0);

      await expect(
        unitOfWork.run(async tx => {
          await tx.outbox.append([anOutboxEntry()]);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      await expect(outbox.take('events', 10, 60)).resolves.toEqual([]);

      await unitOfWork.run(tx => tx.outbox.append([anOutboxEntry()]));
      await expect(outbox.take('events', 10, 60)).resolves.toHaveLength(1);
    });
  },
);
