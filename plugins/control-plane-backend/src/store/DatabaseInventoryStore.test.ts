import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  anInventoryEntry,
  aRequest,
  aRequestId,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())(
  'DatabaseInventoryStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const { stores } = await createTestStores(databases, databaseId);
      await stores.requests.insert(aRequest());
      await stores.requests.insert(aRequest({ id: aRequestId(2) }));
      return stores.inventory;
    }

    it('makes the entries the whole inventory of one request, sorted by path', async () => {
      const inventory = await create();
      const other = anInventoryEntry({ requestId: aRequestId(2) });
      await inventory.replace(aRequestId(2), [other]);
      await inventory.replace(aRequestId(1), [anInventoryEntry()]);
      const entries = [
        anInventoryEntry({ kind: 'LimitRange', name: 'l', path: 'b.yaml' }),
        anInventoryEntry({ kind: 'ResourceQuota', name: 'q', path: 'a.yaml' }),
      ];

      await inventory.replace(aRequestId(1), entries);

      await expect(inventory.list(aRequestId(1))).resolves.toEqual(
        entries.reverse(),
      );
      await expect(inventory.list(aRequestId(2))).resolves.toEqual([other]);
    });

    it('holds nothing after it was replaced by nothing', async () => {
      const inventory = await create();
      await inventory.replace(aRequestId(1), [anInventoryEntry()]);

      await inventory.replace(aRequestId(1), []);

      await expect(inventory.list(aRequestId(1))).resolves.toEqual([]);
    });

    it('keeps the old inventory when the new one cannot be stored', async () => {
      const inventory = await create();
      await inventory.replace(aRequestId(1), [anInventoryEntry()]);

      await expect(
        inventory.replace(aRequestId(1), [
          anInventoryEntry({ name: 'twice' }),
          anInventoryEntry({ name: 'twice' }),
        ]),
      ).rejects.toThrow(/unique/i);
      await expect(
        inventory.replace(aRequestId(1), [
          anInventoryEntry({ requestId: aRequestId(2) }),
        ]),
      ).rejects.toThrow(/Expected an inventory of req-0000000000000001/);

      await expect(inventory.list(aRequestId(1))).resolves.toEqual([
        anInventoryEntry(),
      ]);
    });
  },
);
