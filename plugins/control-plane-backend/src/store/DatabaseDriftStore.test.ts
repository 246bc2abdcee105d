import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { aDrift, aRequest, aRequestId } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { Drift } from '../domain/drift/Drift';
import { FilterExpression } from '../domain/request/RequestFilter';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const EVERYTHING: FilterExpression = { type: 'everything' };

function idsOf(drift: Drift[]): string[] {
  return drift.map(({ id }) => id);
}

describe.each(databases.eachSupportedId())(
  'DatabaseDriftStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const created = await createTestStores(databases, databaseId);
      await created.stores.requests.insert(aRequest());
      await created.stores.requests.insert(
        aRequest({ id: aRequestId(2), team: 'orders' }),
      );
      return { ...created, drift: created.stores.drift };
    }

    it('lists what is open of several requests at once', async () => {
      const { drift } = await create();
      await drift.insert(aDrift({ id: 'a', path: 'b.yaml' }));
      await drift.insert(
        aDrift({ id: 'b', path: 'a.yaml', requestId: aRequestId(2) }),
      );
      await drift.insert(aDrift({ id: 'c', path: 'c.yaml' }));
      await drift.resolve(['c'], 'reverted');

      const open = await drift.listOpenOf([aRequestId(1), aRequestId(2)]);

      expect(open.map(({ id }) => id)).toEqual(['b', 'a']);
    });

    it('dates findings by the database and lists the open ones by path', async () => {
      const { drift, unitOfWork } = await create();
      const before = await unitOfWork.now();
      await drift.insert(aDrift({ id: 'z', path: 'b.yaml' }));
      await drift.insert({
        id: 'y',
        requestId: aRequestId(1),
        path: 'Z.yaml',
        change: 'removed',
      });

      const open = await drift.listOpen(aRequestId(1));

      expect(open).toEqual([
        {
          id: 'y',
          requestId: aRequestId(1),
          path: 'Z.yaml',
          change: 'removed',
          detectedAt: expect.any(Date),
        },
        {
          ...aDrift({ id: 'z', path: 'b.yaml' }),
          detectedAt: expect.any(Date),
        },
      ]);
      expect(open[0].detectedAt.getTime()).toBeGreaterThanOrEqual(
        before.getTime(),
      );
    });

    it('refuses a second open finding of a path until the first is resolved', async () => {
      const { drift } = await create();
      await drift.insert(aDrift());

      await expect(drift.insert(aDrift({ id: 'again' }))).rejects.toMatchObject(
        { name: 'ConflictError' },
      );
      await drift.resolve(['drift-1'], 'reverted');
      await drift.insert(aDrift({ id: 'again' }));

      expect(idsOf(await drift.listOpen(aRequestId(1)))).toEqual(['again']);
    });

    it('resolves once and keeps the first resolution', async () => {
      const { drift } = await create();
      await drift.insert(aDrift());

      await drift.resolve(['drift-1'], 'repaired');
      await drift.resolve(['drift-1', 'unknown'], 'replaced');
      await drift.resolve([], 'replaced');

      const [resolved] = await drift.list({
        visible: EVERYTHING,
        includeResolved: true,
        limit: 10,
      });
      expect(resolved).toMatchObject({
        resolution: 'repaired',
        resolvedAt: expect.any(Date),
      });
      await expect(drift.listOpen(aRequestId(1))).resolves.toEqual([]);
    });

    it('lists newest first what the caller may see, narrowed by request, team and state', async () => {
      const { drift, databaseClock } = await create();
      for (const [id, requestId] of [
        ['a', aRequestId(1)],
        ['b', aRequestId(2)],
        ['c', aRequestId(1)],
      ]) {
        await drift.insert(aDrift({ id, requestId, path: `${id}.yaml` }));
        databaseClock.shift(1);
      }
      await drift.resolve(['c'], 'repaired');
      const list = async (options: Partial<Parameters<typeof drift.list>[0]>) =>
        idsOf(
          await drift.list({
            visible: EVERYTHING,
            includeResolved: true,
            limit: 10,
            ...options,
          }),
        );

      await expect(list({})).resolves.toEqual(['c', 'b', 'a']);
      await expect(list({ includeResolved: false })).resolves.toEqual([
        'b',
        'a',
      ]);
      await expect(list({ requestId: aRequestId(1) })).resolves.toEqual([
        'c',
        'a',
      ]);
      await expect(list({ team: 'orders' })).resolves.toEqual(['b']);
      await expect(list({ limit: 1 })).resolves.toEqual(['c']);
      await expect(
        list({ visible: { type: 'match', key: 'team', values: ['orders'] } }),
      ).resolves.toEqual(['b']);
      await expect(
        list({
          visible: { type: 'match', key: 'team', values: ['orders'] },
          requestId: aRequestId(1),
        }),
      ).resolves.toEqual([]);
      await expect(list({ visible: { type: 'nothing' } })).resolves.toEqual([]);
    });

    it('pages through findings of one instant, each once', async () => {
      const { drift, unitOfWork } = await create();
      await unitOfWork.run(async tx => {
        for (let n = 0; n < 25; n++) {
          await tx.drift.insert(
            aDrift({ id: `drift-${n}`, path: `${n}.yaml` }),
          );
        }
      });
      const seen: Drift[] = [];
      for (let page = 0; page < 5; page++) {
        const last = seen.at(-1);
        seen.push(
          ...(await drift.list({
            visible: EVERYTHING,
            includeResolved: false,
            before: last && { detectedAt: last.detectedAt, id: last.id },
            limit: 6,
          })),
        );
      }

      expect(seen).toHaveLength(25);
      expect(new Set(idsOf(seen)).size).toBe(25);
    });
  },
);
