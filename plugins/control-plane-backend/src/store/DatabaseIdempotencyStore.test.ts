import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { aDigest, aRequestId } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { IdempotencyRecord } from './IdempotencyStore';
import { tables } from './tables';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const RECORD: IdempotencyRecord = {
  caller: 'user:default/riley',
  key: 'key-0001',
  bodyDigest: aDigest('body'),
  requestId: aRequestId(1),
};

const DAY_SECONDS = 24 * 3600;

describe.each(databases.eachSupportedId())(
  'DatabaseIdempotencyStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const created = await createTestStores(databases, databaseId);
      return { ...created, idempotency: created.stores.idempotency };
    }

    it('finds a record by caller and key', async () => {
      const { idempotency } = await create();
      await idempotency.insert(RECORD);
      const other = { ...RECORD, caller: 'user:default/quinn' };

      await expect(
        idempotency.find(RECORD.caller, RECORD.key),
      ).resolves.toEqual(RECORD);
      await expect(
        idempotency.find(other.caller, other.key),
      ).resolves.toBeUndefined();
      await idempotency.insert(other);
      await expect(idempotency.find(other.caller, other.key)).resolves.toEqual(
        other,
      );
    });

    it('refuses a key that is taken, and the transaction goes on', async () => {
      const { idempotency, unitOfWork } = await create();
      await idempotency.insert(RECORD);

      await unitOfWork.run(async tx => {
        await expect(
          tx.idempotency.insert({ ...RECORD, requestId: aRequestId(2) }),
        ).rejects.toMatchObject({ name: 'ConflictError' });
        await expect(
          tx.idempotency.find(RECORD.caller, RECORD.key),
        ).resolves.toEqual(RECORD);
      });
    });

    it('lets exactly one of eight concurrent calls have a key', async () => {
      const { idempotency, unitOfWork } = await create();

      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, n) =>
          unitOfWork.run(async tx => {
            await tx.idempotency.insert({
              ...RECORD,
              requestId: aRequestId(n),
            });
            return aRequestId(n);
          }),
        ),
      );

      const won = results.flatMap(result =>
        result.status === 'fulfilled' ? [result.value] : [],
      );
      const lost = results.flatMap(result =>
        result.status === 'rejected' ? [result.reason.name] : [],
      );
      expect(won).toHaveLength(1);
      expect(lost).toEqual(Array(7).fill('ConflictError'));
      await expect(
        idempotency.find(RECORD.caller, RECORD.key),
      ).resolves.toMatchObject({ requestId: won[0] });
    });

    it('forgets a record after 24 hours, purged or not', async () => {
      const { idempotency, databaseClock, database } = await create();
      await idempotency.insert(RECORD);

      databaseClock.shift(DAY_SECONDS - 60);
      await expect(
        idempotency.find(RECORD.caller, RECORD.key),
      ).resolves.toEqual(RECORD);
      await expect(idempotency.purge()).resolves.toBe(0);

      databaseClock.shift(61);
      await expect(
        idempotency.find(RECORD.caller, RECORD.key),
      ).resolves.toBeUndefined();
      const later = { ...RECORD, requestId: aRequestId(2) };
      await idempotency.insert(later);
      await expect(
        idempotency.find(RECORD.caller, RECORD.key),
      ).resolves.toEqual(later);

      databaseClock.shift(DAY_SECONDS + 1);
      await expect(idempotency.purge()).resolves.toBe(1);
      await expect(database(tables.idempotencyKeys)).resolves.toEqual([]);
    });
  },
);
