import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  aDigest,
  aManifest,
  anApproval,
  aRequest,
  aRequestId,
  aRevision,
  BUILT_AT,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { Revision } from '../domain/revision/Revision';
import { tables } from './tables';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

function after(seconds: number): Date {
  return new Date(BUILT_AT.getTime() + seconds * 1000);
}

function generationsOf(revisions: Revision[]): number[] {
  return revisions.map(({ generation }) => generation);
}

describe.each(databases.eachSupportedId())(
  'DatabaseRevisionStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const created = await createTestStores(databases, databaseId);
      await created.stores.requests.insert(aRequest());
      await created.stores.requests.insert(aRequest({ id: aRequestId(2) }));
      return { ...created, revisions: created.stores.revisions };
    }

    it('keeps what a team brought as it came, once whoever brings it', async () => {
      const { revisions } = await create();
      const web = { digest: aDigest('# web\n'), content: '# web\n' };
      await revisions.insert(aRevision(), [], [web]);
      await revisions.insert(
        aRevision({ requestId: aRequestId(2) }),
        [],
        [web],
      );

      await expect(
        revisions.contents([web.digest, aDigest('other'), web.digest]),
      ).resolves.toEqual([web]);
      await expect(revisions.manifests(aRequestId(1), 1)).resolves.toEqual([]);
    });

    it('gives back what was stored, with every optional part and with none', async () => {
      const { revisions } = await create();
      const plain = aRevision();
      const full = aRevision({
        generation: 2,
        slot: 'lease',
        action: 'extend',
        state: 'superseded',
        source: {
          url: 'https://git.example.org/payments',
          ref: 'main',
          path: 'deploy',
        },
        labels: { 'cost-center': 'cc-1' },
        parameters: { replicas: 3, nested: { deep: [1, null, 'ü'] } },
        extraManifests: [{ name: 'web.yaml', digest: aDigest('web') }],
        objects: [
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            namespace: '',
            name: 'n',
            path: 'p/namespace.yaml',
          },
        ],
        cost: { monthly: 0.1, currency: 'USD' },
        publicationStartedAt: after(1),
        effectiveAt: after(2),
        endedAt: after(3),
        endedReason: 'Superseded by generation 3',
      });

      await revisions.insert(plain, []);
      await revisions.insert(full, []);

      await expect(revisions.get(plain.requestId, 1)).resolves.toEqual(plain);
      await expect(revisions.get(full.requestId, 2)).resolves.toEqual(full);
      await expect(revisions.get(full.requestId, 3)).resolves.toBeUndefined();
    });

    it('keeps the bytes of manifests, each content once, and sorts them by path', async () => {
      const { revisions, database } = await create();
      const odd = aManifest('Z.yaml', 'a: "\u00fc\\n"\r\n\t# \u2028 end');
      const shared = aManifest('a.yaml', 'same\n');
      const again = aManifest('b.yaml', 'same\n');

      await revisions.insert(aRevision(), [shared, odd, again]);
      await revisions.insert(aRevision({ requestId: aRequestId(2) }), [shared]);

      await expect(revisions.manifests(aRequestId(1), 1)).resolves.toEqual([
        odd,
        shared,
        again,
      ]);
      await expect(revisions.manifests(aRequestId(2), 1)).resolves.toEqual([
        shared,
      ]);
      await expect(database(tables.manifestBlobs)).resolves.toHaveLength(2);
    });

    it('stores more manifests than one statement can bind', async () => {
      const { revisions } = await create();
      const manifests = Array.from({ length: 1201 }, (_, n) =>
        aManifest(`${String(n).padStart(5, '0')}.yaml`),
      );

      await revisions.insert(aRevision(), manifests);

      await expect(revisions.manifests(aRequestId(1), 1)).resolves.toEqual(
        manifests,
      );
    });

    it('stores the same contents from ten transactions at once', async () => {
      const { stores, revisions, unitOfWork } = await create();
      const manifests = Array.from({ length: 20 }, (_, n) =>
        aManifest(`${n}.yaml`),
      );
      const ids = Array.from({ length: 10 }, (_, n) => aRequestId(100 + n));
      for (const id of ids) {
        await stores.requests.insert(aRequest({ id }));
      }

      await Promise.all(
        ids.map((requestId, n) =>
          unitOfWork.run(tx =>
            tx.revisions.insert(
              aRevision({ requestId }),
              n % 2 ? manifests : [...manifests].reverse(),
            ),
          ),
        ),
      );

      for (const id of ids) {
        await expect(revisions.manifests(id, 1)).resolves.toHaveLength(20);
      }
    });

    it('names everybody whose work is decided on, however many revisions ago', async () => {
      const { stores, revisions } = await create();
      const requestId = aRequestId(1);
      const update = (
        generation: number,
        by: string,
        overrides: Partial<Revision> = {},
      ) =>
        revisions.insert(
          aRevision({
            generation,
            action: 'update',
            state: 'superseded',
            requestedBy: `user:default/${by}`,
            ...overrides,
          }),
          [],
        );
      await update(1, 'creator', { action: 'create', state: 'effective' });
      await update(2, 'before');
      await update(3, 'in-force', { state: 'effective' });
      await stores.requests.update({
        ...aRequest(),
        published: {
          generation: 3,
          repository: 'gitops',
          branch: 'main',
          commit: 'c'.repeat(40),
          at: BUILT_AT,
        },
      });
      await update(4, 'early');
      for (let generation = 5; generation < 210; generation += 1) {
        await update(generation, 'busy');
      }
      await update(210, 'leaser', { slot: 'lease', action: 'extend' });
      await update(211, 'last', { state: 'pending_approval' });

      const editors = await revisions.listEditors([
        { requestId, generation: 210 },
        { requestId, generation: 211 },
        { requestId, generation: 999 },
        { requestId: aRequestId(2), generation: 1 },
      ]);

      const people = (...names: string[]) =>
        names.map(name => `user:default/${name}`);
      expect(editors).toHaveLength(2);
      expect(editors).toEqual(
        expect.arrayContaining([
          {
            requestId,
            generation: 210,
            editors: people('creator', 'leaser'),
          },
          {
            requestId,
            generation: 211,
            editors: people('busy', 'creator', 'early', 'last'),
          },
        ]),
      );
    });

    it('refuses a generation that exists and leaves nothing of it', async () => {
      const { revisions } = await create();
      await revisions.insert(aRevision({ state: 'effective' }), [
        aManifest('a.yaml'),
      ]);

      await expect(
        revisions.insert(aRevision({ state: 'effective' }), [
          aManifest('b.yaml'),
        ]),
      ).rejects.toMatchObject({ name: 'ConflictError' });

      await expect(revisions.manifests(aRequestId(1), 1)).resolves.toEqual([
        aManifest('a.yaml'),
      ]);
    });

    it('refuses a second open revision of a slot until the first has ended or is being published', async () => {
      const { revisions } = await create();
      const first = aRevision({ state: 'pending_approval' });
      await revisions.insert(first, []);
      const second = aRevision({ generation: 2, action: 'update' });

      await expect(revisions.insert(second, [])).rejects.toThrow(
        /revision of its slot \(spec\) is open/,
      );
      await revisions.insert(
        aRevision({ generation: 3, slot: 'lease', action: 'extend' }),
        [],
      );
      await revisions.updateState({ ...first, state: 'withdrawn' });
      await revisions.insert(second, []);
      await revisions.updateState({
        ...second,
        publicationStartedAt: after(1),
      });
      await revisions.insert(
        aRevision({ generation: 4, action: 'delete' }),
        [],
      );

      expect(
        generationsOf(await revisions.listOpen([aRequestId(1)])).sort(),
      ).toEqual([2, 3, 4]);
    });

    it('changes state, instants and reason of a revision and nothing else', async () => {
      const { revisions } = await create();
      await revisions.insert(aRevision(), []);

      await revisions.updateState(
        aRevision({
          state: 'rejected',
          reason: 'another reason',
          owner: 'user:default/mallory',
          planDigest: aDigest('another plan'),
          publicationStartedAt: after(1),
          effectiveAt: after(2),
          endedAt: after(3),
          endedReason: 'Too dear',
        }),
      );

      await expect(revisions.get(aRequestId(1), 1)).resolves.toEqual(
        aRevision({
          state: 'rejected',
          publicationStartedAt: after(1),
          effectiveAt: after(2),
          endedAt: after(3),
          endedReason: 'Too dear',
        }),
      );
      await expect(
        revisions.updateState(aRevision({ generation: 9 })),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('lists generations newest first, in pages', async () => {
      const { revisions } = await create();
      for (const generation of [1, 2, 3, 4, 5]) {
        await revisions.insert(
          aRevision({ generation, state: 'superseded' }),
          [],
        );
      }
      const requestId = aRequestId(1);

      await expect(
        revisions.list({ requestId, limit: 2 }).then(generationsOf),
      ).resolves.toEqual([5, 4]);
      await expect(
        revisions
          .list({ requestId, beforeGeneration: 4, limit: 9 })
          .then(generationsOf),
      ).resolves.toEqual([3, 2, 1]);
    });

    it('lists open revisions of several requests, oldest first', async () => {
      const { revisions } = await create();
      const other = aRequestId(2);
      await revisions.insert(
        aRevision({ state: 'pending_approval', requestedAt: after(5) }),
        [],
      );
      await revisions.insert(
        aRevision({ requestId: other, state: 'effective' }),
        [],
      );
      await revisions.insert(
        aRevision({
          requestId: other,
          generation: 2,
          slot: 'lease',
          action: 'extend',
          requestedAt: after(1),
        }),
        [],
      );

      const open = await revisions.listOpen([aRequestId(1), other]);

      expect(
        open.map(({ requestId, generation }) => [requestId, generation]),
      ).toEqual([
        [other, 2],
        [aRequestId(1), 1],
      ]);
      await expect(revisions.listOpen([])).resolves.toEqual([]);
    });

    it('finds many revisions by key at once', async () => {
      const { revisions } = await create();
      await revisions.insert(aRevision({ state: 'effective' }), []);
      await revisions.insert(aRevision({ generation: 2 }), []);
      await revisions.insert(aRevision({ requestId: aRequestId(2) }), []);

      const found = await revisions.getMany([
        { requestId: aRequestId(1), generation: 2 },
        { requestId: aRequestId(2), generation: 1 },
        { requestId: aRequestId(2), generation: 2 },
      ]);

      expect(
        found.map(revision => [revision.requestId, revision.generation]).sort(),
      ).toEqual([
        [aRequestId(1), 2],
        [aRequestId(2), 1],
      ]);
      await expect(revisions.getMany([])).resolves.toEqual([]);
    });

    it('desires the newest spec revision that was approved and not ended', async () => {
      const { revisions } = await create();
      const requestId = aRequestId(1);
      await expect(revisions.getDesired(requestId)).resolves.toBeUndefined();

      await revisions.insert(aRevision({ state: 'effective' }), []);
      const second = aRevision({ generation: 2, action: 'update' });
      await revisions.insert(second, []);
      await revisions.insert(
        aRevision({ generation: 3, slot: 'lease', action: 'extend' }),
        [],
      );
      await expect(revisions.getDesired(requestId)).resolves.toEqual(second);

      await revisions.updateState({ ...second, state: 'superseded' });
      await revisions.insert(
        aRevision({ generation: 4, state: 'pending_approval' }),
        [],
      );
      await expect(revisions.getDesired(requestId)).resolves.toMatchObject({
        generation: 1,
      });
    });

    it('tells of several requests at once what each desires', async () => {
      const { revisions } = await create();
      const first = aRevision({ generation: 2, action: 'update' });
      const second = aRevision({ requestId: aRequestId(2) });
      await revisions.insert(aRevision({ state: 'effective' }), []);
      await revisions.insert(first, []);
      await revisions.insert(second, []);

      const desired = await revisions.getDesiredOf([
        aRequestId(1),
        aRequestId(2),
        aRequestId(3),
      ]);

      expect(desired).toHaveLength(2);
      expect(desired).toEqual(expect.arrayContaining([first, second]));
      await expect(revisions.getDesiredOf([])).resolves.toEqual([]);
    });

    it('dates approvals by the database and lists them oldest first', async () => {
      const { revisions, unitOfWork, databaseClock } = await create();
      await revisions.insert(aRevision(), []);
      const before = await unitOfWork.now();

      const first = await revisions.insertApproval(anApproval({ id: 'z' }));
      databaseClock.shift(60);
      const second = await revisions.insertApproval(
        anApproval({ id: 'a', decision: 'reject', comment: 'no' }),
      );

      expect(first).toMatchObject(anApproval({ id: 'z' }));
      expect(first.decidedAt.getTime()).toBeGreaterThanOrEqual(
        before.getTime(),
      );
      await expect(
        revisions.listApprovals(aRequestId(1), [1, 2]),
      ).resolves.toEqual([first, second]);
      await expect(revisions.listApprovals(aRequestId(1), [])).resolves.toEqual(
        [],
      );
    });

    it('refuses to change or remove a decision', async () => {
      const { revisions, database } = await create();
      await revisions.insert(aRevision(), []);
      await revisions.insertApproval(anApproval());

      await expect(
        database(tables.approvals).update({ decision: 'reject' }),
      ).rejects.toThrow(/approvals is append-only: UPDATE is refused/);
      await expect(database(tables.approvals).delete()).rejects.toThrow(
        /approvals is append-only: DELETE is refused/,
      );
      await expect(database(tables.approvals)).resolves.toHaveLength(1);
    });

    it('refuses revisions of no request and decisions on no revision', async () => {
      const { revisions } = await create();

      await expect(
        revisions.insert(aRevision({ requestId: aRequestId(9) }), []),
      ).rejects.toThrow(/foreign key/i);
      await expect(revisions.insertApproval(anApproval())).rejects.toThrow(
        /foreign key/i,
      );
    });
  },
);
