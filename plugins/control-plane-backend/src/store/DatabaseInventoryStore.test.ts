import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  anInventoryEntry,
  aRequest,
  aRequestId,
  aRevision,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { Revision } from '../domain/revision/Revision';
import { InventoryEntry } from './InventoryStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

/** A revision that holds what an inventory is to list. */
function holding(
  entries: InventoryEntry[],
  overrides: Partial<Revision> = {},
): Revision {
  return aRevision({
    state: 'effective',
    objects: entries.map(
      ({ requestId: _, generation: __, ...object }) => object,
    ),
    ...overrides,
  });
}

describe.each(databases.eachSupportedId())(
  'DatabaseInventoryStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create(revisions: Revision[]) {
      const { stores } = await createTestStores(databases, databaseId);
      await stores.requests.insert(aRequest());
      await stores.requests.insert(aRequest({ id: aRequestId(2) }));
      for (const revision of revisions) {
        await stores.revisions.insert(revision, []);
      }
      return { inventory: stores.inventory };
    }

    const before = holding([anInventoryEntry()]);
    const other = anInventoryEntry({ requestId: aRequestId(2) });

    it('makes the objects of revisions the whole inventory of their requests, sorted by path', async () => {
      const entries = [
        anInventoryEntry({
          kind: 'LimitRange',
          name: 'l',
          path: 'b.yaml',
          generation: 2,
        }),
        anInventoryEntry({
          kind: 'ResourceQuota',
          namespace: `it's "quoted"`,
          name: 'q',
          path: 'a.yaml',
          generation: 2,
        }),
      ];
      const after = holding(entries, { generation: 2 });
      const { inventory } = await create([
        before,
        after,
        holding([other], { requestId: aRequestId(2) }),
      ]);
      await inventory.follow([before]);

      await inventory.follow([
        after,
        { requestId: aRequestId(2), generation: 1 },
      ]);

      await expect(inventory.list(aRequestId(1))).resolves.toEqual(
        entries.reverse(),
      );
      await expect(inventory.list(aRequestId(2))).resolves.toEqual([other]);
    });

    it('leaves those of other requests as they are', async () => {
      const { inventory } = await create([
        before,
        holding([other], { requestId: aRequestId(2) }),
      ]);
      await inventory.follow([{ requestId: aRequestId(2), generation: 1 }]);

      await inventory.follow([before]);
      await inventory.follow([]);

      await expect(inventory.list(aRequestId(2))).resolves.toEqual([other]);
    });

    it('holds nothing after a deletion', async () => {
      const deletion = holding([anInventoryEntry()], {
        generation: 2,
        action: 'delete',
      });
      const { inventory } = await create([before, deletion]);
      await inventory.follow([before]);

      await inventory.follow([deletion]);

      await expect(inventory.list(aRequestId(1))).resolves.toEqual([]);
    });

    it('keeps the old inventory when the new one cannot be stored', async () => {
      const twice = holding(
        [anInventoryEntry({ name: 't' }), anInventoryEntry({ name: 't' })],
        { generation: 2 },
      );
      const { inventory } = await create([before, twice]);
      await inventory.follow([before]);

      await expect(inventory.follow([twice])).rejects.toThrow(/unique/i);

      await expect(inventory.list(aRequestId(1))).resolves.toEqual([
        anInventoryEntry(),
      ]);
    });
  },
);
