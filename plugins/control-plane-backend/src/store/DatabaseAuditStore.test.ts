import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { anAuditEntry, aRequest, aRequestId } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { AuditEntry } from '../domain/audit/AuditEntry';
import { AuditQuery } from './AuditStore';
import { tables } from './tables';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())(
  'DatabaseAuditStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const created = await createTestStores(databases, databaseId);
      return { ...created, audit: created.stores.audit };
    }

    it('gives back entries newest first, those of one instant in the order they were appended', async () => {
      const { audit, databaseClock, unitOfWork } = await create();
      const full = anAuditEntry({
        action: 'revision.approved',
        before: 'sha256:before',
        details: { comment: 'fine', nested: { a: [1] } },
      });
      const before = await unitOfWork.now();
      await audit.append([anAuditEntry(), full]);
      databaseClock.shift(5);
      await audit.append([anAuditEntry({ action: 'request.updated' })]);
      await audit.append([
        { actor: 'system:retention', action: 'outbox.purged', details: {} },
        anAuditEntry({ requestId: aRequestId(2) }),
      ]);
      await audit.append([]);

      const entries = await audit.list({ requestId: aRequestId(1), limit: 10 });

      expect(entries).toEqual([
        expect.objectContaining({ action: 'request.updated' }),
        { ...full, id: expect.any(String), at: expect.any(Date) },
        expect.objectContaining({ action: 'request.created' }),
      ]);
      expect(entries[2].at.getTime()).toBeGreaterThanOrEqual(before.getTime());
    });

    it('pages through 250 entries of one instant, each once', async () => {
      const { audit } = await create();
      await audit.append(
        Array.from({ length: 250 }, (_, n) =>
          anAuditEntry({ details: { ordinal: n } }),
        ),
      );
      const seen: AuditEntry[] = [];
      for (;;) {
        const page = await audit.list({
          requestId: aRequestId(1),
          before: seen.at(-1),
          limit: 40,
        });
        if (page.length === 0) {
          break;
        }
        seen.push(...page);
      }

      expect(seen.map(({ details }) => details.ordinal)).toEqual(
        Array.from({ length: 250 }, (_, n) => 249 - n),
      );
    });

    it('lists what is about requests that one may read, and the rest to whoever may read everything', async () => {
      const { audit, stores } = await create();
      await stores.requests.insert(aRequest({ team: 'payments' }));
      await stores.requests.insert(
        aRequest({ id: aRequestId(2), team: 'platform' }),
      );
      await audit.append([
        anAuditEntry({ action: 'a' }),
        anAuditEntry({ action: 'b', requestId: aRequestId(2) }),
        { actor: 'system:queue', action: 'c', details: {} },
      ]);
      const list = async (query: Partial<AuditQuery>) =>
        (
          await audit.listAll({
            visible: { type: 'everything' },
            limit: 10,
            ...query,
          })
        ).map(({ action }) => action);
      const payments: AuditQuery['visible'] = {
        type: 'match',
        key: 'team',
        values: ['payments'],
      };

      expect(await list({})).toEqual(['c', 'b', 'a']);
      expect(await list({ visible: payments })).toEqual(['a']);
      expect(await list({ visible: { type: 'not', of: payments } })).toEqual([
        'b',
      ]);
      expect(await list({ visible: { type: 'nothing' } })).toEqual([]);
      expect(await list({ actor: 'system:queue' })).toEqual(['c']);
      expect(await list({ action: 'b' })).toEqual(['b']);
      expect(await list({ requestId: aRequestId(2) })).toEqual(['b']);
      expect(await list({ since: new Date('2999-01-01') })).toEqual([]);
      expect(await list({ until: new Date('1999-01-01') })).toEqual([]);
      expect(await list({ since: new Date('1999-01-01'), limit: 1 })).toEqual([
        'c',
      ]);
    });

    it('refuses a position that names no entry', async () => {
      const { audit } = await create();

      await expect(
        audit.list({
          requestId: aRequestId(1),
          before: { at: new Date(0), id: `1' or '1'='1` },
          limit: 1,
        }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it('refuses to change or remove an entry', async () => {
      const { audit, database } = await create();
      await audit.append([anAuditEntry()]);

      await expect(
        database(tables.auditEntries).update({ actor: 'nobody' }),
      ).rejects.toThrow(/audit_entries is append-only: UPDATE is refused/);
      await expect(database(tables.auditEntries).delete()).rejects.toThrow(
        /audit_entries is append-only: DELETE is refused/,
      );
      await expect(
        audit.list({ requestId: aRequestId(1), limit: 10 }),
      ).resolves.toEqual([
        expect.objectContaining({ actor: 'user:default/riley' }),
      ]);
    });
  },
);
