import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { aClass, aDigest, aRequestId } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { IdempotencyRecord } from './IdempotencyStore';

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
  'DatabaseCreationStore on %s',
  (databaseId: TestDatabaseId) => {
    const call = {
      caller: RECORD.caller,
      key: RECORD.key,
      className: aClass().name,
    };

    it('tells the time of the database and nothing else when nothing is there', async () => {
      const { stores, unitOfWork } = await createTestStores(
        databases,
        databaseId,
      );

      const earlier = await unitOfWork.now();
      const { now, ...facts } = await stores.creation.before(call);
      const later = await unitOfWork.now();

      expect(facts).toEqual({});
      expect(now.getTime()).toBeGreaterThanOrEqual(earlier.getTime());
      expect(now.getTime()).toBeLessThanOrEqual(later.getTime());
    });

    it('tells of the key of this caller and of the class, as their stores do', async () => {
      const { stores } = await createTestStores(databases, databaseId);
      await stores.classes.seed([aClass(), aClass({ name: 'other' })]);
      await stores.idempotency.insert(RECORD);
      const classRevision = await stores.classes.getCurrent(aClass().name);

      const found = await stores.creation.before(call);
      const ofAnother = await stores.creation.before({
        ...call,
        caller: 'user:default/quinn',
        className: 'unknown',
      });

      expect(found).toEqual({
        now: expect.any(Date),
        record: RECORD,
        classRevision,
      });
      expect(ofAnother).toEqual({ now: expect.any(Date) });
    });

    it('forgets a key after a day and a class that is offered no more', async () => {
      const { stores, databaseClock } = await createTestStores(
        databases,
        databaseId,
      );
      await stores.classes.seed([aClass()]);
      await stores.idempotency.insert(RECORD);
      await stores.classes.seed([aClass({ name: 'other' })]);
      databaseClock.shift(DAY_SECONDS + 1);

      await expect(stores.creation.before(call)).resolves.toEqual({
        now: expect.any(Date),
      });
    });
  },
);
