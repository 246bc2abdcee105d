import { TestDatabases } from '@backstage/backend-test-utils';
import { aPublication } from '../__testUtils__/builders';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { DENIED } from '../__testUtils__/FakePublisher';
import { ReconcileWorld } from '../__testUtils__/ReconcileWorld';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())(
  'foreign edits on %s',
  databaseId => {
    let world: ReconcileWorld;

    beforeEach(async () => {
      world = await ReconcileWorld.create(databases, databaseId);
    });

    it('reports a foreign edit with its author, and notes when it is reverted', async () => {
      const id = await world.ready();
      const path = await world.fileOf(id);
      await world.edit(id, 'edited\n');
      await world.settleDown();
      const [found] = await world.stores.stores.drift.listOpen(id);
      expect(found).toMatchObject({
        path,
        change: 'modified',
        author: 'Pat Person',
        authorEmail: 'pat@example.org',
        subject: 'Fix',
        commit: await world.branch.head(),
      });
      expect(await world.request(id)).toMatchObject({
        phase: 'ready',
        driftedPaths: 1,
      });
      expect(await world.condition(id, 'InSync')).toMatchObject({
        status: 'False',
        reason: 'ForeignEdit',
      });
      // Found again, it is the same drift.
      await world.resync();
      await world.settleDown();
      expect((await world.summary(id)).drift).toHaveLength(1);

      await world.edit(id, 'one\n');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        driftedPaths: 0,
        drift: [`${path} reverted`],
        commits: ['Create payments-api (preview, eu-west)'],
      });
      expect(await world.condition(id, 'InSync')).toMatchObject({
        status: 'True',
      });
    });

    it('notes when an edit is replaced by another, and by a newer generation', async () => {
      const id = await world.ready();
      await world.edit(id, 'edited\n');
      await world.settleDown();
      await world.edit(id, 'edited again\n');
      await world.settleDown();
      const { drift } = world.stores.stores;
      expect(await drift.listOpen(id)).toHaveLength(1);
      await world.update(id, 'two');
      await world.settleDown();
      expect(await drift.listOpen(id)).toEqual([]);
      const all = await drift.list({
        visible: { type: 'everything' },
        requestId: id,
        includeResolved: true,
        limit: 10,
      });
      expect(all.map(({ resolution }) => resolution)).toEqual([
        'replaced',
        'replaced',
      ]);
      expect(await world.branch.content(await world.fileOf(id))).toBe('two');
    });

    it('records what others edited since the last comparison before an update writes over it', async () => {
      const id = await world.ready();
      const { path } = await world.request(id);
      const file = await world.fileOf(id);
      await world.branch.personPushes(
        { [file]: 'by hand\n', [`${path}/extra.yaml`]: 'x\n' },
        'Quick fix',
      );
      const commit = await world.branch.head();
      await world.update(id, 'two');
      await world.settleDown();

      expect(await world.branch.content(file)).toBe('two');
      const { stores } = world.stores;
      const found = await stores.drift.list({
        visible: { type: 'everything' },
        requestId: id,
        includeResolved: true,
        limit: 10,
      });
      const edit = { commit, author: 'Pat Person', resolution: 'replaced' };
      expect(found).toHaveLength(2);
      expect(found).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ path: file, change: 'modified', ...edit }),
          expect.objectContaining({
            path: `${path}/extra.yaml`,
            change: 'added',
            ...edit,
          }),
        ]),
      );
      expect((await world.request(id)).driftedPaths).toBe(0);
      const audit = await stores.audit.list({ requestId: id, limit: 50 });
      expect(
        audit.filter(({ action }) => action === 'drift.found'),
      ).toMatchObject([
        {
          details: { edits: [{ path: `${path}/extra.yaml` }, { path: file }] },
        },
      ]);
      const told = await stores.outbox.take('events', 50, 30);
      expect(told.map(({ kind }) => kind)).toContain('drift_found');
    });

    it('records what a deletion takes along', async () => {
      const id = await world.ready();
      const { path } = await world.request(id);
      await world.branch.personPushes({ [`${path}/extra.yaml`]: 'x\n' }, 'Add');
      await world.remove(id);
      await world.settleDown();
      expect((await world.summary(id)).drift).toEqual([
        `${path}/extra.yaml replaced`,
      ]);
    });

    it('keeps what it recorded open while the push is refused', async () => {
      const id = await world.ready();
      await world.branch.personPushes(
        { [await world.fileOf(id)]: 'by hand\n' },
        'Quick fix',
      );
      world.publisher.failNext(DENIED);
      await world.update(id, 'two');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        driftedPaths: 1,
        drift: [`${await world.fileOf(id)} undefined`],
      });
      expect(await world.condition(id, 'InSync')).toMatchObject({
        status: 'False',
        reason: 'ForeignEdit',
      });
    });

    it('does not take its own commit for a foreign one when nobody heard that it landed', async () => {
      const id = await world.ready();
      world.publisher.failNext({ type: 'dies_after_push' });
      await world.update(id, 'two');
      await world.drain();
      await world.update(id, 'three');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        published: 3,
        drift: [],
      });
    });

    it('does not take its own commit for a foreign one while it is still looked for, also when a newer generation was given up', async () => {
      const id = await world.ready();
      world.publisher.failNext({ type: 'unheard' });
      await world.update(id, 'two');
      await world.drain();
      await world.update(id, 'three');
      await world.runNext();
      // As when the host shows nobody the branch: it was not tried, so it cannot be there.
      const { rejection } = DENIED;
      const third = await world.stores.stores.publications.newest(id, 3);
      const isGivenUp = await world.stores.unitOfWork.run(async tx =>
        tx.publications.settle({
          ...aPublication(third),
          state: 'failed',
          reason: rejection.reason,
          message: rejection.message,
          advice: rejection.advice,
          finishedAt: await tx.now(),
        }),
      );
      expect(isGivenUp).toBe(true);
      await world.resync();
      await world.drain();
      expect(await world.summary(id)).toMatchObject({
        published: 1,
        publications: [
          '1 publish published',
          '2 publish pending',
          '3 publish failed',
        ],
        drift: [],
      });

      await world.settleDown();
      await world.ask(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        published: 3,
        drift: [],
      });
    });

    it('reports a removed file and a file that is not ours', async () => {
      const id = await world.ready();
      const { path } = await world.request(id);
      await world.branch.personRemoves([await world.fileOf(id)], 'Clean up');
      await world.branch.personPushes({ [`${path}/extra.yaml`]: 'x\n' }, 'Add');
      await world.ask(id);
      await world.settleDown();
      const open = await world.stores.stores.drift.listOpen(id);
      expect(
        open.map(({ change, subject }) => `${change} by ${subject}`),
      ).toEqual(['added by Add', 'removed by Clean up']);
    });

    it('repairs a foreign edit where the class says so, with an operation of its own', async () => {
      const id = await world.ready('guarded');
      await world.edit(id, 'edited\n');
      await world.settleDown();
      expect(await world.branch.content(await world.fileOf(id))).toBe('one');
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 1,
        driftedPaths: 0,
        drift: [`${await world.fileOf(id)} repaired`],
        publications: ['1 publish published', '1 repair published'],
        commits: [
          'Create payments-api (guarded, eu-west)',
          'Repair payments-api (guarded, eu-west)',
        ],
      });
      expect((await world.request(id)).progress).toBeUndefined();
    });

    it('does not repair again by itself what was given up', async () => {
      const id = await world.ready('guarded');
      world.publisher.failNext(DENIED);
      await world.edit(id, 'edited\n');
      await world.settleDown();
      await world.resync();
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'failed',
        publications: ['1 publish published', '1 repair failed'],
      });
      await world.ask(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        drift: [expect.stringContaining('repaired')],
      });
    });

    it('goes back to ready when an edit is reverted before its repair succeeds', async () => {
      const id = await world.ready('guarded');
      world.publisher.failNext(DENIED);
      await world.edit(id, 'edited\n');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'failed',
        failure: 'push_denied',
      });
      expect(await world.condition(id, 'InSync')).toMatchObject({
        reason: 'RepairFailed',
      });
      await world.edit(id, 'one\n');
      await world.settleDown();
      await world.ask(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        failure: undefined,
        driftedPaths: 0,
      });
    });

    it('does not take its own unrecorded commit for a foreign edit', async () => {
      const id = await world.ready();
      await world.update(id, 'two');
      await world.runNext();
      await world.runNext();
      expect(await world.branch.content(await world.fileOf(id))).toBe('two');
      // The resync comes before the reconcile that records what landed.
      await world.cancelWaiting('reconcile-request');
      await world.resync();
      await world.settleDown();
      expect((await world.summary(id)).drift).toEqual([]);
      await world.ask(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 2,
        drift: [],
      });
    });

    it('does not compare what is being torn down', async () => {
      const id = await world.ready();
      world.publisher.failNext({
        ...DENIED,
        rejection: { ...DENIED.rejection, retryable: true },
      });
      await world.remove(id);
      await world.drain();
      await world.edit(id, 'edited\n');
      await world.drain();
      expect((await world.summary(id)).drift).toEqual([]);
    });

    it('compares again once a tear-down was given up, until it goes on', async () => {
      const id = await world.ready();
      const path = await world.fileOf(id);
      world.publisher.failNext(DENIED);
      await world.remove(id);
      await world.settleDown();
      await world.edit(id, 'edited\n');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'deleting',
        drift: [expect.stringContaining(path)],
      });
      await world.ask(id);
      await world.settleDown();
      expect((await world.request(id)).phase).toBe('deleted');
      expect(await world.stores.stores.drift.listOpen(id)).toEqual([]);
    });
  },
);
