import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import {
  aDigest,
  aRequest,
  aRequestId,
  BUILT_AT,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { factsOf, Request } from '../domain/request/Request';
import {
  FilterExpression,
  matchesFilter,
} from '../domain/request/RequestFilter';
import { RequestQuery, RequestStore } from './RequestStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const EVERYTHING: RequestQuery = {
  visible: { type: 'everything' },
  sort: 'createdAt',
  order: 'asc',
  limit: 1000,
};

function idsOf(requests: Request[]): string[] {
  return requests.map(({ id }) => id);
}

function after(seconds: number): Date {
  return new Date(BUILT_AT.getTime() + seconds * 1000);
}

/** Every request of a query, page by page as a caller walks it. */
async function walk(
  store: RequestStore,
  query: RequestQuery,
): Promise<string[]> {
  const seen: string[] = [];
  let position: RequestQuery['after'];
  for (;;) {
    const page = await store.list({ ...query, after: position });
    seen.push(...idsOf(page));
    const last = page.at(-1);
    if (!last || page.length < query.limit) {
      return seen;
    }
    position = { value: last[query.sort], id: last.id };
  }
}

describe.each(databases.eachSupportedId())(
  'DatabaseRequestStore on %s',
  (databaseId: TestDatabaseId) => {
    const create = () => createTestStores(databases, databaseId);

    it('gives back what was stored, with every optional part and with none', async () => {
      const { stores } = await create();
      const plain = aRequest();
      const full = aRequest({
        id: aRequestId(2),
        phase: 'failed',
        namespaces: ['a', 'b'],
        conditions: [
          {
            type: 'Published',
            status: 'False',
            reason: 'PushRejected',
            message: 'The remote said no',
            lastTransitionTime: after(1),
            observedGeneration: 2,
          },
        ],
        progress: {
          step: 'publish',
          message: 'Waits for the lane',
          since: after(2),
          failure: {
            reason: 'PushRejected',
            message: 'The remote said no',
            advice: 'Check the rights of the key',
            retryable: true,
            retryAt: after(3),
          },
        },
        generation: 3,
        specGeneration: 2,
        version: 7,
        lease: {
          hours: 24,
          maxHours: 48,
          onExpiry: 'review',
          startedAt: after(4),
          expiresAt: after(5),
          expiryHandledAt: after(6),
        },
        published: {
          generation: 2,
          repository: 'gitops',
          branch: 'main',
          commit: 'c'.repeat(40),
          at: after(7),
        },
        driftedPaths: 4,
        createdAt: after(8),
        updatedAt: after(9),
      });

      await stores.requests.insert(plain);
      await stores.requests.insert(full);

      await expect(stores.requests.get(plain.id)).resolves.toEqual(plain);
      await expect(stores.requests.get(full.id)).resolves.toEqual(full);
      await expect(stores.requests.get(aRequestId(9))).resolves.toBeUndefined();
    });

    it('refuses an id that exists, and the transaction goes on', async () => {
      const { unitOfWork, stores } = await create();
      await stores.requests.insert(aRequest());

      await unitOfWork.run(async tx => {
        await expect(
          tx.requests.insert(aRequest({ team: 'orders' })),
        ).rejects.toThrow(/req-0000000000000001 exists already/);
        await tx.requests.insert(aRequest({ id: aRequestId(2) }));
      });

      await expect(stores.requests.get(aRequestId(1))).resolves.toMatchObject({
        team: 'payments',
      });
      await expect(stores.requests.get(aRequestId(2))).resolves.toBeDefined();
    });

    it('counts the version up and dates the change by the database', async () => {
      const { stores, unitOfWork } = await create();
      await stores.requests.insert(aRequest());
      const before = await unitOfWork.now();

      const updated = await stores.requests.update(
        aRequest({ phase: 'ready', driftedPaths: 2 }),
      );

      expect(updated).toMatchObject({
        version: 2,
        phase: 'ready',
        createdAt: BUILT_AT,
      });
      expect(updated.updatedAt.getTime()).toBeGreaterThanOrEqual(
        before.getTime(),
      );
      await expect(stores.requests.get(updated.id)).resolves.toEqual(updated);
    });

    it('refuses a change of a version that is not the stored one', async () => {
      const { stores } = await create();
      const first = aRequest();
      await stores.requests.insert(first);
      await stores.requests.update(first);

      await expect(stores.requests.update(first)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      await expect(
        stores.requests.update(aRequest({ id: aRequestId(2) })),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it('changes many together, or none when one of them is of another version', async () => {
      const { stores, unitOfWork } = await create();
      await stores.requests.insert(aRequest());
      await stores.requests.insert(aRequest({ id: aRequestId(2) }));
      const [first, second] = await stores.requests.updateMany([
        aRequest({ phase: 'failed', driftedPaths: 3 }),
        aRequest({ id: aRequestId(2), namespaces: ['it\'s {"a"}'] }),
      ]);

      await expect(stores.requests.get(aRequestId(1))).resolves.toEqual(first);
      await expect(stores.requests.get(aRequestId(2))).resolves.toEqual(second);
      expect(first).toMatchObject({ phase: 'failed', version: 2 });
      await expect(
        unitOfWork.run(tx =>
          tx.requests.updateMany([
            { ...first, driftedPaths: 4 },
            aRequest({ id: aRequestId(2) }),
          ]),
        ),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(aRequestId(2)),
      });
      await expect(stores.requests.get(aRequestId(1))).resolves.toEqual(first);
    });

    it('tells the versions of the rows it locks, and of no others', async () => {
      const { stores, unitOfWork } = await create();
      await stores.requests.insert(aRequest());
      await stores.requests.insert(aRequest({ id: aRequestId(2), version: 5 }));

      const versions = await unitOfWork.run(tx =>
        tx.requests.lock([aRequestId(2), aRequestId(7), aRequestId(1)]),
      );

      expect([...versions].sort()).toEqual([
        [aRequestId(1), 1],
        [aRequestId(2), 5],
      ]);
    });

    it('lets exactly one of ten writers of the same version win', async () => {
      const { stores } = await create();
      await stores.requests.insert(aRequest());

      const results = await Promise.allSettled(
        Array.from({ length: 10 }, (_, writer) =>
          stores.requests.update(aRequest({ driftedPaths: writer })),
        ),
      );

      expect(
        results.filter(({ status }) => status === 'fulfilled'),
      ).toHaveLength(1);
      await expect(stores.requests.get(aRequestId(1))).resolves.toMatchObject({
        version: 2,
      });
    });

    it('loses no change of ten writers that lock the row first', async () => {
      const { stores, unitOfWork } = await create();
      await stores.requests.insert(aRequest());

      await Promise.all(
        Array.from({ length: 10 }, () =>
          unitOfWork.run(async tx => {
            const request = await tx.requests.getForUpdate(aRequestId(1));
            await tx.requests.update({
              ...request!,
              driftedPaths: request!.driftedPaths + 1,
            });
          }),
        ),
      );

      await expect(stores.requests.get(aRequestId(1))).resolves.toMatchObject({
        driftedPaths: 10,
        version: 11,
      });
    });

    describe('with 250 requests of five instants', () => {
      it.each(['createdAt', 'updatedAt'] as const)(
        'shows every one exactly once by %s, in both orders',
        async sort => {
          const { stores } = await create();
          const ids = Array.from({ length: 250 }, (_, n) =>
            aRequestId(n * 7919),
          );
          for (const [n, id] of ids.entries()) {
            await stores.requests.insert(
              aRequest({
                id,
                createdAt: after(n % 5),
                updatedAt: after((n * 3) % 5),
              }),
            );
          }

          const ascending = await walk(stores.requests, {
            ...EVERYTHING,
            sort,
            limit: 20,
          });
          const descending = await walk(stores.requests, {
            ...EVERYTHING,
            sort,
            order: 'desc',
            limit: 20,
          });

          expect(ascending).toHaveLength(250);
          expect(new Set(ascending)).toEqual(new Set(ids));
          expect(descending).toEqual([...ascending].reverse());
        },
      );
    });

    it('filters by every field, each by any of its values', async () => {
      const { stores } = await create();
      const request = aRequest({
        phase: 'ready',
        class: { name: 'production', revision: 1, digest: aDigest('p') },
        team: 'orders',
        region: 'us-east',
        app: 'orders-api',
        requester: 'user:default/quinn',
      });
      await stores.requests.insert(request);
      await stores.requests.insert(aRequest({ id: aRequestId(2) }));

      const filters: Array<Partial<RequestQuery>> = [
        { phases: ['ready'] },
        { classes: ['production'] },
        { teams: ['orders', 'nobody'] },
        { regions: ['us-east'] },
        { apps: ['orders-api'] },
        { requesters: ['user:default/quinn'] },
        { phases: ['ready', 'failed'], teams: ['orders'] },
      ];
      for (const filter of filters) {
        await expect(
          stores.requests.list({ ...EVERYTHING, ...filter }).then(idsOf),
        ).resolves.toEqual([request.id]);
      }
      await expect(
        stores.requests.list({
          ...EVERYTHING,
          phases: ['ready'],
          teams: ['payments'],
        }),
      ).resolves.toEqual([]);
      await expect(
        stores.requests.list({ ...EVERYTHING, teams: [] }),
      ).resolves.toEqual([]);
    });

    it('counts by phase only what the caller may see', async () => {
      const { stores } = await create();
      await stores.requests.insert(aRequest({ phase: 'ready' }));
      await stores.requests.insert(
        aRequest({ id: aRequestId(2), phase: 'ready', team: 'orders' }),
      );
      await stores.requests.insert(
        aRequest({ id: aRequestId(3), phase: 'failed', team: 'orders' }),
      );

      await expect(
        stores.requests.countByPhase({
          type: 'match',
          key: 'team',
          values: ['orders'],
        }),
      ).resolves.toEqual([
        { phase: 'failed', count: 1 },
        { phase: 'ready', count: 1 },
      ]);
      await expect(
        stores.requests.countByPhase({ type: 'nothing' }),
      ).resolves.toEqual([]);
      await expect(
        stores.requests.countByPhase({ type: 'everything' }),
      ).resolves.toEqual([
        { phase: 'failed', count: 1 },
        { phase: 'ready', count: 2 },
      ]);
    });

    it('walks the same pages whether or not hidden requests lie between', async () => {
      const { stores } = await create();
      const visible: FilterExpression = {
        type: 'match',
        key: 'team',
        values: ['payments'],
      };
      for (let n = 0; n < 30; n++) {
        await stores.requests.insert(
          aRequest({ id: aRequestId(n), createdAt: after(n) }),
        );
      }
      const query: RequestQuery = { ...EVERYTHING, visible, limit: 7 };
      const before = await walk(stores.requests, query);
      for (let n = 0; n < 30; n++) {
        await stores.requests.insert(
          aRequest({
            id: aRequestId(1000 + n),
            createdAt: after(n),
            team: 'orders',
          }),
        );
      }

      await expect(walk(stores.requests, query)).resolves.toEqual(before);
      expect(before).toHaveLength(30);
    });

    it('judges every filter expression as memory does', async () => {
      const { stores } = await create();
      const requests = [
        aRequest({ id: aRequestId(1), team: 'a', region: 'x', phase: 'ready' }),
        aRequest({
          id: aRequestId(2),
          team: 'a',
          region: 'y',
          phase: 'failed',
        }),
        aRequest({
          id: aRequestId(3),
          team: 'b',
          region: 'x',
          phase: 'failed',
        }),
        aRequest({ id: aRequestId(4), team: 'b', region: 'y', phase: 'ready' }),
      ];
      for (const request of requests) {
        await stores.requests.insert(request);
      }

      await fc.assert(
        fc.asyncProperty(anExpression, async visible => {
          const found = await stores.requests.list({ ...EVERYTHING, visible });
          expect(idsOf(found)).toEqual(
            idsOf(
              requests.filter(request =>
                matchesFilter(visible, factsOf(request)),
              ),
            ),
          );
        }),
        { numRuns: 150 },
      );
    });

    it('lists expired leases that nobody acted on, by the clock of the database', async () => {
      const { stores, unitOfWork, databaseClock } = await create();
      const now = (await unitOfWork.now()).getTime();
      const ending = (
        number: number,
        seconds: number,
        overrides: Partial<Request> = {},
      ) =>
        stores.requests.insert(
          aRequest({
            id: aRequestId(number),
            phase: 'ready',
            ...overrides,
            lease: {
              hours: 1,
              maxHours: 2,
              onExpiry: 'delete',
              startedAt: BUILT_AT,
              expiresAt: new Date(now + seconds * 1000),
              ...overrides.lease,
            },
          }),
        );
      await ending(1, -10);
      await ending(2, -20);
      await ending(3, 600);
      await ending(4, -30, {
        lease: {
          hours: 1,
          maxHours: 2,
          onExpiry: 'delete',
          expiresAt: new Date(now - 30_000),
          expiryHandledAt: BUILT_AT,
        },
      });
      await ending(5, -40, { phase: 'deleted' });
      await ending(6, -50, { phase: 'deleting' });
      await stores.requests.insert(aRequest({ id: aRequestId(7) }));

      await expect(stores.requests.listExpired(10)).resolves.toEqual([
        aRequestId(2),
        aRequestId(1),
      ]);
      await expect(stores.requests.listExpired(1)).resolves.toEqual([
        aRequestId(2),
      ]);

      databaseClock.shift(601);
      await expect(stores.requests.listExpired(10)).resolves.toEqual([
        aRequestId(2),
        aRequestId(1),
        aRequestId(3),
      ]);
    });

    it('lists long leases that end soon and of whose end nobody was warned', async () => {
      const { stores, unitOfWork } = await create();
      const now = await unitOfWork.now();
      const inHours = (hours: number) =>
        new Date(now.getTime() + hours * 3_600_000);
      const lease = { hours: 72, maxHours: 168, onExpiry: 'delete' as const };
      for (const [number, overrides] of [
        [1, { expiresAt: inHours(20) }],
        [2, { expiresAt: inHours(2), warnedFor: inHours(1) }],
        [3, { expiresAt: inHours(3), warnedFor: inHours(3) }],
        [4, { expiresAt: inHours(4), hours: 47 }],
        [5, { expiresAt: inHours(25) }],
        [6, { expiresAt: inHours(-1) }],
        [7, {}],
      ] as const) {
        await stores.requests.insert(
          aRequest({
            id: aRequestId(number),
            phase: 'ready',
            lease: { ...lease, ...overrides },
          }),
        );
      }
      await stores.requests.insert(
        aRequest({
          id: aRequestId(8),
          phase: 'deleting',
          lease: { ...lease, expiresAt: inHours(1) },
        }),
      );
      const options = { withinSeconds: 24 * 3600, minHours: 48, limit: 10 };
      await expect(stores.requests.listExpiring(options)).resolves.toEqual([
        aRequestId(2),
        aRequestId(1),
      ]);
      await expect(
        stores.requests.listExpiring({ ...options, limit: 1 }),
      ).resolves.toEqual([aRequestId(2)]);
    });

    it('lists live requests that are published in a repository, by id', async () => {
      const { stores } = await create();
      const published = (repository: string) => ({
        generation: 1,
        repository,
        branch: 'main',
        commit: 'c'.repeat(40),
        at: BUILT_AT,
      });
      for (const [number, overrides] of [
        [1, { published: published('gitops') }],
        [2, { published: published('other') }],
        [3, { published: published('gitops') }],
        [4, { published: published('gitops'), phase: 'deleted' as const }],
        [5, {}],
        [6, { published: published('gitops'), phase: 'failed' as const }],
      ] as const) {
        await stores.requests.insert(
          aRequest({ id: aRequestId(number), ...overrides }),
        );
      }

      const first = await stores.requests.listPublished('gitops', undefined, 2);
      const rest = await stores.requests.listPublished(
        'gitops',
        aRequestId(3),
        2,
      );

      expect(idsOf(first)).toEqual([aRequestId(1), aRequestId(3)]);
      expect(idsOf(rest)).toEqual([aRequestId(6)]);
    });
  },
);

const { expression: anExpression } = fc.letrec<{
  expression: FilterExpression;
}>(tie => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<FilterExpression>({ type: 'everything' }),
    fc.constant<FilterExpression>({ type: 'nothing' }),
    fc.record({
      type: fc.constant('match' as const),
      key: fc.constantFrom(
        'team' as const,
        'region' as const,
        'phase' as const,
      ),
      values: fc.subarray(['a', 'b', 'x', 'y', 'ready', 'failed']),
    }),
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('expression'), { maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('not' as const), of: tie('expression') }),
  ),
}));
