import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  aPublication,
  aRequest,
  aRequestId,
  aRevision,
  BUILT_AT,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { Publication } from '../domain/publication/Publication';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

function operationsOf(publications: Publication[]): string[] {
  return publications.map(({ operationId }) => operationId);
}

describe.each(databases.eachSupportedId())(
  'DatabasePublicationStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const created = await createTestStores(databases, databaseId);
      await created.stores.requests.insert(aRequest());
      await created.stores.revisions.insert(aRevision(), []);
      return { ...created, publications: created.stores.publications };
    }

    it('gives back what was stored, of a request and of a target', async () => {
      const { publications } = await create();
      const plain = aPublication();
      const full = aPublication({
        operationId: 'op-2',
        owner: { type: 'target', target: 'eu-west-runtime' },
        purpose: 'repair',
        state: 'failed',
        paths: ['a', 'b'],
        base: 'a'.repeat(40),
        commit: 'c'.repeat(40),
        reason: 'Denied',
        message: 'The hook said no',
        advice: 'Ask the owner of the repository',
        retryAt: new Date(BUILT_AT.getTime() + 1),
        attempts: 3,
        attemptedAt: new Date(BUILT_AT.getTime() + 3),
        finishedAt: new Date(BUILT_AT.getTime() + 2),
      });

      await publications.insert(plain);
      await publications.insert(full);

      await expect(publications.get('op-1')).resolves.toEqual(plain);
      await expect(publications.get('op-2')).resolves.toEqual(full);
      await expect(publications.get('op-3')).resolves.toBeUndefined();
    });

    it('tells what was to bring a generation to the branch from repairs of it', async () => {
      const { publications } = await create();
      await publications.insert(
        aPublication({ operationId: 'op-1', state: 'failed' }),
      );
      await publications.insert(
        aPublication({ operationId: 'op-2', state: 'published' }),
      );
      await publications.insert(
        aPublication({ operationId: 'op-3', purpose: 'repair' }),
      );

      const landing = await publications.newestLanding(aRequestId(1), 1);

      expect(landing?.operationId).toBe('op-2');
      expect(
        await publications.newestLanding(aRequestId(1), 2),
      ).toBeUndefined();
    });

    it('tells of several generations at once which publication is their newest', async () => {
      const { publications, stores } = await create();
      await stores.requests.insert(aRequest({ id: aRequestId(2) }));
      const other = aRevision({ requestId: aRequestId(2) });
      await stores.revisions.insert(other, []);
      const ofOther = {
        type: 'request' as const,
        requestId: aRequestId(2),
        generation: 1,
      };
      await publications.insert(aPublication({ operationId: 'op-1' }));
      await publications.insert(
        aPublication({ operationId: 'op-2', owner: ofOther }),
      );
      await publications.insert(aPublication({ operationId: 'op-3' }));

      const newest = await publications.newestOf([
        { requestId: aRequestId(1), generation: 1 },
        { requestId: aRequestId(2), generation: 1 },
        { requestId: aRequestId(2), generation: 2 },
      ]);

      expect(operationsOf(newest).sort()).toEqual(['op-2', 'op-3']);
      expect(await publications.newestOf([])).toEqual([]);
    });

    it('tells how each lane stands', async () => {
      const { publications } = await create();
      const at = (second: number) =>
        new Date(BUILT_AT.getTime() + second * 1000);
      const failing = {
        message: 'no route',
        advice: 'Wait',
        retryAt: at(100),
      };
      const rows = [
        { createdAt: at(3) },
        { createdAt: at(1), ...failing, attemptedAt: at(7) },
        { createdAt: at(2), ...failing, attemptedAt: at(8), message: 'newest' },
        { repository: 'other', createdAt: at(9) },
        { state: 'published', finishedAt: at(5) },
        { state: 'published', finishedAt: at(4) },
        { state: 'failed', finishedAt: at(6), message: 'denied' },
      ] as const;
      for (const [index, row] of rows.entries()) {
        await publications.insert(
          aPublication({ operationId: `op-${index}`, ...row }),
        );
      }

      expect(await publications.listBacklogs()).toEqual([
        {
          repository: 'gitops',
          pending: 3,
          failing: 2,
          oldestPendingAt: at(1),
          lastFailing: expect.objectContaining({ message: 'newest' }),
        },
        {
          repository: 'other',
          pending: 1,
          failing: 0,
          oldestPendingAt: at(9),
          lastFailing: undefined,
        },
      ]);
      expect(await publications.lastSettled('gitops')).toEqual({
        publishedAt: at(5),
        failed: expect.objectContaining({ message: 'denied' }),
      });
      expect(await publications.lastSettled('other')).toEqual({});
    });

    it('refuses an operation id that exists, and the transaction goes on', async () => {
      const { publications, unitOfWork } = await create();
      await publications.insert(aPublication());

      await unitOfWork.run(async tx => {
        await expect(
          tx.publications.insert(aPublication({ repository: 'other' })),
        ).rejects.toMatchObject({ name: 'ConflictError' });
        await tx.publications.insert(aPublication({ operationId: 'op-2' }));
      });

      await expect(publications.get('op-1')).resolves.toMatchObject({
        repository: 'gitops',
      });
      await expect(publications.get('op-2')).resolves.toBeDefined();
    });

    it('lists what is pending in a repository in the order it was made', async () => {
      const { publications } = await create();
      for (const [operationId, overrides] of [
        ['op-z', {}],
        ['op-y', { state: 'published' }],
        ['op-x', { repository: 'other' }],
        ['op-b', {}],
        ['op-a', {}],
      ] as const) {
        await publications.insert(aPublication({ operationId, ...overrides }));
      }

      await expect(
        publications.listPending('gitops', 10).then(operationsOf),
      ).resolves.toEqual(['op-z', 'op-b', 'op-a']);
      await expect(
        publications.listPending('gitops', 2).then(operationsOf),
      ).resolves.toEqual(['op-z', 'op-b']);
    });

    it('keeps the first base of an operation', async () => {
      const { publications } = await create();
      await publications.insert(aPublication());
      await publications.insert(aPublication({ operationId: 'op-2' }));

      await publications.recordBase(['op-1'], 'first');
      await expect(
        publications.recordBase(['op-1', 'op-2'], 'second'),
      ).resolves.toEqual(expect.arrayContaining(['op-1', 'op-2']));

      await expect(publications.get('op-1')).resolves.toMatchObject({
        base: 'first',
      });
      await expect(publications.get('op-2')).resolves.toMatchObject({
        base: 'second',
      });
    });

    it('settles an operation once and keeps everything but its outcome', async () => {
      const { publications } = await create();
      await publications.insert(aPublication());
      const retried = aPublication({
        attempts: 1,
        reason: 'Unreachable',
        message: 'No answer',
        advice: 'Wait',
        retryAt: BUILT_AT,
        branch: 'ignored',
      });
      const published = aPublication({
        state: 'published',
        attempts: 2,
        commit: 'c'.repeat(40),
        finishedAt: BUILT_AT,
      });

      await expect(publications.settle(retried)).resolves.toBe(true);
      await expect(publications.get('op-1')).resolves.toEqual({
        ...retried,
        branch: 'main',
      });
      await expect(publications.settle(published)).resolves.toBe(true);
      await expect(
        publications.settle(aPublication({ state: 'failed' })),
      ).resolves.toBe(false);
      await expect(publications.get('op-1')).resolves.toEqual(published);
    });

    it('records no base of an operation that was settled meanwhile, and tells which those are', async () => {
      const { publications } = await create();
      await publications.insert(aPublication());
      await publications.insert(aPublication({ operationId: 'op-2' }));
      await publications.settle(aPublication({ state: 'skipped' }));

      await expect(
        publications.recordBase(['op-1', 'op-2'], 'head'),
      ).resolves.toEqual(['op-2']);

      const settled = await publications.get('op-1');
      expect(settled?.base).toBeUndefined();
    });

    it('settles many together, each with its own outcome, and tells which were pending', async () => {
      const { publications } = await create();
      for (const operationId of ['op-1', 'op-2', 'op-3']) {
        await publications.insert(aPublication({ operationId }));
      }
      await publications.settle(aPublication({ state: 'skipped' }));
      const outcomes = [
        aPublication({ state: 'published', commit: 'c'.repeat(40) }),
        aPublication({
          operationId: 'op-2',
          state: 'published',
          commit: 'd'.repeat(40),
          finishedAt: BUILT_AT,
        }),
        aPublication({ operationId: 'op-3', attempts: 1, retryAt: BUILT_AT }),
      ];

      const settled = await publications.settleMany(outcomes);

      expect(settled.sort()).toEqual(['op-2', 'op-3']);
      await expect(publications.get('op-1')).resolves.toMatchObject({
        state: 'skipped',
      });
      await expect(publications.get('op-2')).resolves.toEqual(outcomes[1]);
      await expect(publications.get('op-3')).resolves.toEqual(outcomes[2]);
    });

    it('lists what may be tried now, in order, and says when the next may be', async () => {
      const { publications } = await create();
      const at = (seconds: number) =>
        new Date(BUILT_AT.getTime() + seconds * 1000);
      for (const [operationId, retryAt] of [
        ['op-a', at(60)],
        ['op-b', at(0)],
        ['op-c', undefined],
        ['op-d', at(30)],
        ['op-e', undefined],
      ] as const) {
        await publications.insert(aPublication({ operationId, retryAt }));
      }
      await publications.settle(
        aPublication({ operationId: 'op-e', state: 'failed', retryAt: at(-5) }),
      );
      const due = async (seconds: number, limit = 10) =>
        operationsOf(
          await publications.listDue('gitops', { at: at(seconds), limit }),
        );

      expect(await due(0)).toEqual(['op-b', 'op-c']);
      expect(await due(30)).toEqual(['op-b', 'op-c', 'op-d']);
      expect(await due(60, 2)).toEqual(['op-a', 'op-b']);
      await expect(publications.nextTryAt('gitops')).resolves.toEqual(at(0));
      await expect(publications.nextTryAt('other')).resolves.toBeUndefined();
    });

    it('lets nothing of a repository be tried while one waits for a branch that was contended', async () => {
      const { publications } = await create();
      const at = (seconds: number) =>
        new Date(BUILT_AT.getTime() + seconds * 1000);
      for (const overrides of [
        { operationId: 'op-a', reason: 'contended', retryAt: at(30) },
        { operationId: 'op-b', reason: 'contended', retryAt: at(20) },
        { operationId: 'op-c' },
        { operationId: 'op-d', reason: 'unreachable', retryAt: at(10) },
        { operationId: 'op-e', repository: 'other' },
      ]) {
        await publications.insert(aPublication(overrides));
      }
      const due = async (repository: string, seconds: number) =>
        operationsOf(
          await publications.listDue(repository, { at: at(seconds), limit: 9 }),
        );

      expect(await due('gitops', 0)).toEqual([]);
      expect(await due('gitops', 29)).toEqual([]);
      await expect(publications.nextTryAt('gitops')).resolves.toEqual(at(30));
      expect(await due('other', 0)).toEqual(['op-e']);
      expect(await due('gitops', 30)).toEqual(['op-a', 'op-b', 'op-c', 'op-d']);
    });

    it('knows the generations that may be on the branch beyond one', async () => {
      const { publications, stores } = await create();
      for (const generation of [2, 3, 4]) {
        await stores.revisions.insert(
          aRevision({ generation, state: 'superseded' }),
          [],
        );
      }
      const of = (generation: number, overrides: Partial<Publication>) =>
        publications.insert(
          aPublication({
            operationId: `op-${generation}`,
            owner: { type: 'request', requestId: aRequestId(1), generation },
            ...overrides,
          }),
        );
      await of(1, { state: 'published' });
      await of(2, { base: 'a'.repeat(40) });
      await of(3, {});
      await of(4, { state: 'unchanged' });
      const tried = async (generation: number) =>
        (
          await publications.listTried([
            { requestId: aRequestId(1), generation },
            { requestId: aRequestId(7), generation: 0 },
          ])
        ).map(key => key.generation);

      expect(await tried(0)).toEqual([1, 2, 4]);
      expect(await tried(1)).toEqual([2, 4]);
      expect(await tried(4)).toEqual([]);
      await expect(publications.listTried([])).resolves.toEqual([]);
    });

    it('knows the newest and the number of publications of a generation, also of one instant', async () => {
      const { publications } = await create();
      await expect(
        publications.newest(aRequestId(1), 1),
      ).resolves.toBeUndefined();
      await publications.insert(aPublication({ operationId: 'op-9' }));
      await publications.insert(
        aPublication({ operationId: 'op-1', purpose: 'repair' }),
      );

      await expect(
        publications.newest(aRequestId(1), 1),
      ).resolves.toMatchObject({ operationId: 'op-1' });
      await expect(publications.count(aRequestId(1), 1)).resolves.toBe(2);
      await expect(publications.count(aRequestId(1), 2)).resolves.toBe(0);
    });

    it('knows the newest publication of a target', async () => {
      const { publications } = await create();
      const owner = { type: 'target', target: 'eu-west-runtime' } as const;
      await publications.insert(aPublication({ operationId: 'op-9', owner }));
      await publications.insert(aPublication({ operationId: 'op-1', owner }));

      const newest = await publications.newestForTargets([
        'eu-west-runtime',
        'elsewhere',
      ]);
      expect(
        [...newest].map(([name, { operationId }]) => [name, operationId]),
      ).toEqual([['eu-west-runtime', 'op-1']]);
    });

    it('pages through the publications of a request, newest first, each once', async () => {
      const { publications } = await create();
      for (let n = 0; n < 30; n++) {
        await publications.insert(
          aPublication({
            operationId: `op-${String(n * 37).padStart(5, '0')}`,
            createdAt: new Date(BUILT_AT.getTime() + (n % 3)),
          }),
        );
      }
      const seen: Publication[] = [];
      for (let page = 0; page < 6; page++) {
        const last = seen.at(-1);
        seen.push(
          ...(await publications.list({
            requestId: aRequestId(1),
            before: last && { createdAt: last.createdAt, id: last.operationId },
            limit: 7,
          })),
        );
      }

      expect(new Set(operationsOf(seen)).size).toBe(30);
      expect(seen).toHaveLength(30);
      const times = seen.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => b - a));
    });

    it('tells how much waits and for how long, by repository', async () => {
      const { publications, unitOfWork } = await create();
      const now = await unitOfWork.now();
      const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
      await publications.insert(
        aPublication({ operationId: 'op-1', createdAt: ago(100) }),
      );
      await publications.insert(
        aPublication({ operationId: 'op-2', createdAt: ago(40) }),
      );
      await publications.insert(
        aPublication({
          operationId: 'op-3',
          state: 'published',
          createdAt: ago(900),
        }),
      );

      const [gitops, ...others] = await publications.stats();

      expect(others).toEqual([]);
      expect(gitops).toMatchObject({ repository: 'gitops', pending: 2 });
      expect(gitops.oldestSeconds).toBeGreaterThanOrEqual(100);
      expect(gitops.oldestSeconds).toBeLessThan(130);
    });

    it('refuses a publication of a generation that does not exist', async () => {
      const { publications } = await create();

      await expect(
        publications.insert(
          aPublication({
            owner: {
              type: 'request',
              requestId: aRequestId(1),
              generation: 7,
            },
          }),
        ),
      ).rejects.toThrow(/foreign key/i);
    });
  },
);
