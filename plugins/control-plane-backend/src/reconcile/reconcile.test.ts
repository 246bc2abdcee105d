import { TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import {
  createWorkHandlers,
  REPOSITORY,
} from '../__testUtils__/createWorkHandlers';
import { DENIED, LOST_RACES } from '../__testUtils__/FakePublisher';
import { InstantClock } from '../__testUtils__/InstantClock';
import { ReconcileWorld } from '../__testUtils__/ReconcileWorld';
import { PERSON } from '../__testUtils__/RequestLife';
import { PUBLISH_LANE } from '../domain/reconcile/jobs';
import { PushBudget } from '../publishers/PushBudget';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())(
  'the work path on %s',
  databaseId => {
    let world: ReconcileWorld;

    beforeEach(async () => {
      world = await ReconcileWorld.create(databases, databaseId);
    });

    it('takes an approved request to the branch', async () => {
      const id = await world.create({ approval: PERSON });
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'pending_approval',
        publications: [],
      });
      await world.approve(id, 1);
      await world.drain();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 1,
        revisions: ['1 effective'],
        publications: ['1 publish published'],
        audit: [
          'revision.proposed',
          'revision.approved',
          'publication.started',
          'request.published',
        ],
        inventory: ['Namespace one'],
        commits: ['Create payments-api (preview, eu-west)'],
      });
      const request = await world.request(id);
      expect(request.progress).toBeUndefined();
      expect(request.lease.startedAt).toBeDefined();
      expect(await world.branch.message()).toMatch(
        /^Create payments-api .*Control-Plane-Operation: op-[0-9a-f]{16}\nControl-Plane-Request: req-.*Control-Plane-Generation: 1\nPlan-Digest: sha256:[0-9a-f]{64}\nApproved-By: user:default\/avery$/s,
      );
      expect(await world.condition(id, 'Published')).toMatchObject({
        status: 'True',
        reason: 'Committed',
      });
      expect(await world.condition(id, 'Healthy')).toMatchObject({
        status: 'Unknown',
        reason: 'NotObserved',
      });
    });

    it('publishes an update and removes a deletion, each in one commit', async () => {
      const id = await world.ready();
      await world.update(id, 'two');
      await world.settleDown();
      expect(await world.branch.content(await world.fileOf(id))).toBe('two');
      await world.remove(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'deleted',
        published: undefined,
        revisions: ['1 effective', '2 effective', '3 effective'],
        inventory: [],
        files: [],
        commits: [
          'Create payments-api (preview, eu-west)',
          'Update payments-api (preview, eu-west)',
          'Remove payments-api (preview, eu-west)',
        ],
      });
    });

    it('makes no commit where the branch holds the files already', async () => {
      const id = await world.ready();
      await world.update(id, 'one');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 2,
        publications: ['1 publish published', '2 publish unchanged'],
        commits: ['Create payments-api (preview, eu-west)'],
      });
      expect(await world.condition(id, 'Published')).toMatchObject({
        reason: 'Unchanged',
      });
    });

    it('does nothing more when a settled request is reconciled again', async () => {
      const id = await world.ready();
      const { version } = await world.request(id);
      await world.ask(id);
      await world.settleDown();
      expect((await world.summary(id)).publications).toHaveLength(1);
      // Asking itself counts up the version, and nothing else does.
      expect((await world.request(id)).version).toBe(version + 1);
    });

    it('puts many requests into one push, a commit each', async () => {
      const ids = [
        await world.create(),
        await world.create(),
        await world.create(),
      ];
      await world.drain();
      for (const id of ids) {
        expect((await world.request(id)).phase).toBe('ready');
      }
      expect(
        world.attempts.filter(attempt => attempt.startsWith('publish-lane')),
      ).toEqual(['publish-lane done']);
      expect(await world.branch.operationIds()).toHaveLength(3);
    });

    it('ends the turn of a lane that always has work, as no failure, and goes on', async () => {
      const publish = world.publisher.publish.bind(world.publisher);
      jest.spyOn(world.publisher, 'publish').mockImplementation(async batch => {
        if ((await world.branch.operationIds()).length < 3) {
          // The next one is approved while this one is pushed, which takes its time.
          await world.create();
          await world.drain();
        }
        world.pass(90);
        return publish(batch);
      });

      await world.create();
      await world.drain();

      const turns = world.attempts.filter(attempt =>
        attempt.startsWith('publish-lane'),
      );
      expect(turns[0]).toBe('publish-lane parked');
      expect(turns.at(-1)).toBe('publish-lane done');
      expect(await world.branch.operationIds()).toHaveLength(4);
    });

    it('waits for the push budget of the host', async () => {
      world.pushDelaySeconds = 10;
      const id = await world.create();
      await world.drain();
      expect((await world.request(id)).phase).toBe('reconciling');
      expect(await world.branch.operationIds()).toEqual([]);
      world.pushDelaySeconds = 0;
      world.pass(11);
      await world.drain();
      expect((await world.request(id)).phase).toBe('ready');
    });

    it('keeps the push budget of the host, whichever process pushed last', async () => {
      const clock = new InstantClock();
      const processes = [0, 1].map(
        () =>
          createWorkHandlers({
            unitOfWork: world.stores.unitOfWork,
            publisher: world.publisher,
            budget: new PushBudget({ clock, pushesPerMinute: () => 6 }),
          })[PUBLISH_LANE],
      );
      const push = (process: number) =>
        processes[process](REPOSITORY.name, new AbortController().signal);
      const pass = (seconds: number) => {
        clock.advance(seconds * 1000);
        world.pass(seconds);
      };
      // The world's own lane waits, so that something is pending for those here.
      world.pushDelaySeconds = 3600;
      await world.create();
      await world.drain();
      expect(await push(0)).toEqual({ type: 'done' });

      await world.create();
      await world.drain();
      pass(4);
      expect(await push(1)).toMatchObject({
        type: 'parked',
        waitsFor: 'the push budget of gitops',
        retryAfterSeconds: 6,
      });
      pass(6);
      expect(await push(1)).toEqual({ type: 'done' });
      expect(await world.branch.operationIds()).toHaveLength(2);
    });

    it.each([
      ['the host does not answer', { type: 'unreachable' } as const],
      ['the answer to a push is lost', { type: 'unheard' } as const],
    ])('tells that it tries again when %s, and does', async (_, fault) => {
      world.publisher.failNext(fault);
      const id = await world.create();
      await world.drain();
      const request = await world.request(id);
      expect(request).toMatchObject({
        phase: 'failed',
        progress: {
          failure: {
            reason: 'unreachable',
            retryable: true,
            retryAt: expect.any(Date),
          },
        },
      });
      expect(await world.condition(id, 'Published')).toMatchObject({
        status: 'False',
        reason: 'PublishFailed',
      });
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        failure: undefined,
        publications: ['1 publish published'],
        commits: ['Create payments-api (preview, eu-west)'],
      });
      const [publication] = await world.stores.stores.publications.list({
        requestId: id,
        limit: 1,
      });
      expect(publication).toMatchObject({
        attempts: 2,
        reason: undefined,
        message: undefined,
        retryAt: undefined,
      });
    });

    it('waits no longer after each race that it lost', async () => {
      world.publisher.failNext(...Array.from({ length: 8 }, () => LOST_RACES));
      const id = await world.create();
      await world.drain();
      for (let race = 2; race <= 8; race += 1) {
        world.pass(2);
        await world.drain();
      }
      expect((await world.request(id)).phase).toBe('failed');
      world.pass(2);
      await world.drain();
      expect((await world.request(id)).phase).toBe('ready');
    });

    it('leaves a contended branch alone for a whole pause, and then pushes at once what came meanwhile', async () => {
      world.publisher.failNext(LOST_RACES);
      const first = await world.create();
      await world.drain();
      const second = await world.create();
      await world.drain();
      world.pass(1);
      await world.drain();
      expect((await world.request(second)).phase).not.toBe('ready');

      world.pass(1);
      await world.drain();
      expect((await world.request(first)).phase).toBe('ready');
      expect((await world.request(second)).phase).toBe('ready');
    });

    it('does not let one failing publication hold up the others', async () => {
      world.publisher.failNext({ type: 'unreachable' });
      const first = await world.create();
      await world.drain();
      const second = await world.create();
      await world.drain();
      expect((await world.request(first)).phase).toBe('failed');
      expect((await world.request(second)).phase).toBe('ready');
    });

    it('tells once that it gave up, and tries again with a new operation when asked', async () => {
      world.publisher.failNext({ type: 'unreachable' }, DENIED);
      const id = await world.create();
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'failed',
        failure: 'push_denied',
        publications: ['1 publish failed'],
        audit: [
          'revision.proposed',
          'revision.approved',
          'publication.started',
          'publication.failed',
        ],
      });
      expect((await world.request(id)).progress?.failure).toMatchObject({
        message: 'The host refuses the push.',
        advice: 'Unprotect the branch.',
        retryable: false,
      });
      expect(world.attempts.at(-1)).toBe('reconcile-request terminal');

      await world.ask(id);
      expect((await world.request(id)).phase).toBe('queued');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        publications: ['1 publish failed', '1 publish published'],
        commits: ['Create payments-api (preview, eu-west)'],
      });
    });

    it('keeps what is published when a change fails, and falls back on it', async () => {
      const id = await world.ready();
      world.publisher.failNext(DENIED);
      await world.update(id, 'two');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'failed',
        published: 1,
        inventory: ['Namespace one'],
      });
      expect(await world.condition(id, 'Published')).toMatchObject({
        status: 'True',
      });
      await world.update(id, 'three');
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 3,
        revisions: ['1 effective', '2 superseded', '3 effective'],
      });
    });

    it.each([
      [
        'a parameter in its row',
        (id: string) =>
          world.stores
            .database('revisions')
            .where({ request_id: id })
            .update({ parameters: JSON.stringify({ content: 'evil' }) }),
      ],
      [
        'the price in its row',
        (id: string) =>
          world.stores
            .database('revisions')
            .where({ request_id: id })
            .update({ cost_monthly: 1 }),
      ],
      [
        'the bytes of a manifest',
        () =>
          world.stores.database('manifest_blobs').update({ content: 'evil\n' }),
      ],
      [
        'the team of the request',
        (id: string) =>
          world.stores
            .database('requests')
            .where({ id })
            .update({ team: 'commerce' }),
      ],
    ])('publishes nothing when somebody changed %s', async (_, change) => {
      const id = await world.create({ approval: PERSON });
      await world.approve(id, 1);
      await change(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'failed',
        failure: 'approval_void',
        publications: ['1 publish failed'],
        commits: [],
        files: [],
      });
    });

    it('removes nothing of a request whose folder somebody wrote into the row of another', async () => {
      const victim = await world.ready();
      const id = await world.ready();
      const { path } = await world.request(victim);
      await world.stores.database('requests').where({ id }).update({ path });
      await world.remove(id);
      await world.settleDown();
      expect((await world.request(id)).phase).toBe('deleted');
      expect((await world.summary(victim)).files).not.toEqual([]);
    });

    it('does not let a damaged row hold up the others', async () => {
      const broken = await world.create();
      await world.runNext();
      await world.stores
        .database('revisions')
        .where({ request_id: broken })
        .update({ parameters: '{' });
      const sound = await world.create();
      await world.drain();
      expect((await world.request(sound)).phase).toBe('ready');
      const [publication] = await world.stores.stores.publications.list({
        requestId: broken,
        limit: 1,
      });
      expect(publication).toMatchObject({
        state: 'pending',
        reason: 'unknown',
        retryAt: expect.any(Date),
      });
    });

    it('skips a generation that a newer one overtook before its push', async () => {
      const id = await world.create();
      await world.runNext();
      await world.update(id, 'two');
      await world.runNext();
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 2,
        revisions: ['1 superseded', '2 effective'],
        publications: ['1 publish skipped', '2 publish published'],
        commits: ['Update payments-api (preview, eu-west)'],
      });
    });

    it('never pushes an older generation over a newer one', async () => {
      const id = await world.create();
      // The push of generation 1 is lost, and generation 2 is published before it is tried again.
      world.publisher.failNext({
        type: 'rejects',
        rejection: {
          ...DENIED.rejection,
          retryable: true,
          retryAfterSeconds: 60,
        },
      });
      await world.drain();
      await world.update(id, 'two');
      await world.drain();
      expect(await world.branch.content(await world.fileOf(id))).toBe('two');
      await world.settleDown();
      expect(await world.branch.content(await world.fileOf(id))).toBe('two');
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 2,
        publications: ['1 publish skipped', '2 publish published'],
        commits: ['Update payments-api (preview, eu-west)'],
      });
    });

    it('records what landed while a newer generation was approved, also when that one fails', async () => {
      const id = await world.create();
      await world.runNext();
      await world.runNext();
      expect(await world.branch.operationIds()).toHaveLength(1);
      await world.update(id, 'two');
      world.publisher.failNext(DENIED);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'failed',
        published: 1,
        revisions: ['1 effective', '2 approved'],
        inventory: ['Namespace one'],
      });
    });

    it('lets a holder that lost the lane push nothing that was settled since', async () => {
      const id = await world.create();
      await world.runNext();
      const { publications } = world.stores.stores;
      const [pending] = await publications.listPending('gitops', 10);
      const publish = world.publisher.publish.bind(world.publisher);
      jest
        .spyOn(world.publisher, 'publish')
        .mockImplementationOnce(async batch => {
          // Meanwhile the holder that took over has settled it.
          await world.stores.unitOfWork.run(tx =>
            tx.publications.settle({ ...pending, state: 'skipped' }),
          );
          return publish(batch);
        });
      await world.runNext();
      expect(world.attempts.at(-1)).toBe('publish-lane died');
      expect(await world.branch.operationIds()).toEqual([]);
      expect(id).toBeDefined();
    });

    it('publishes nothing of what was withdrawn before its publication started', async () => {
      const id = await world.ready();
      await world.update(id, 'two');
      await world.withdraw(id, 2);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        published: 1,
        revisions: ['1 effective', '2 withdrawn'],
        publications: ['1 publish published'],
      });
      await expect(world.withdraw(id, 1)).rejects.toThrow(
        'cannot be withdrawn',
      );
    });

    it('keeps a request whose approved deletion is withdrawn', async () => {
      const id = await world.ready();
      await world.remove(id);
      await world.withdraw(id, 2);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'ready',
        revisions: ['1 effective', '2 withdrawn'],
      });
    });

    it('removes a request that never reached the branch without a commit', async () => {
      const id = await world.create({ approval: PERSON });
      await world.remove(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'deleted',
        publications: ['2 remove unchanged'],
        commits: [],
      });
    });

    it('tells of a teardown that fails and goes on when asked', async () => {
      const id = await world.ready();
      world.publisher.failNext(DENIED);
      await world.remove(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'deleting',
        failure: 'push_denied',
      });
      await world.ask(id);
      await world.settleDown();
      expect(await world.summary(id)).toMatchObject({
        phase: 'deleted',
        files: [],
      });
    });

    it('wakes a lane whose job died while something was pending', async () => {
      const id = await world.create();
      await world.runNext();
      await world.cancelWaiting('publish-lane');
      await world.drain();
      expect((await world.request(id)).phase).toBe('reconciling');
      await world.resync();
      await world.drain();
      expect((await world.request(id)).phase).toBe('ready');
    });

    it('publishes what a target shares, and skips a target that is gone', async () => {
      await world.publishTarget('eu-west', 'op-target-1');
      await world.publishTarget('gone', 'op-target-2');
      await world.settleDown();
      const { publications } = world.stores.stores;
      expect(await publications.get('op-target-1')).toMatchObject({
        state: 'published',
        commit: await world.branch.head(),
      });
      expect(await publications.get('op-target-2')).toMatchObject({
        state: 'skipped',
        message: 'Target gone is not configured any more',
      });
      expect(await world.branch.files()).toContain(
        'clusters/eu-west/root.yaml',
      );
    });

    it('starts the lease with the first publication and not again', async () => {
      const id = await world.ready();
      const { lease } = await world.request(id);
      expect(lease.expiresAt?.getTime()).toBe(
        (lease.startedAt?.getTime() ?? 0) + 72 * 3_600_000,
      );
      world.pass(3600);
      await world.update(id, 'two');
      await world.settleDown();
      expect((await world.request(id)).lease).toEqual(lease);
    });
  },
);
