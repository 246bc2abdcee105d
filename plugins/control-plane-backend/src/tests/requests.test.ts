import { TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { refusalOf } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('requests on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
  });

  afterAll(() => harness?.stop());

  describe('create', () => {
    it('brings a preview to the branch without anybody’s help', async () => {
      const created = await harness.requester.create(preview);
      expect(created).toMatchObject({
        team: 'platform',
        app: 'payments-api',
        requester: 'user:default/remy',
        owner: 'user:default/remy',
        phase: 'queued',
        generation: 1,
      });

      const ready = await harness.untilReady(created.id);

      const root = `clusters/us-east-1/teams/platform/payments-api/${created.id}`;
      const files = await harness.git.files();
      expect(files.filter(file => file.startsWith(`${root}/`))).toEqual(
        [
          'argocd-application.yaml',
          'kustomization.yaml',
          'limitrange.yaml',
          'namespace.yaml',
          'networkpolicy.yaml',
          'policypack.yaml',
          'resourcequota.yaml',
        ].map(file => `${root}/${file}`),
      );
      expect(ready.path).toBe(root);
      expect(ready.openRevisions).toEqual([]);
      expect(ready.published?.generation).toBe(1);
      const message = await harness.commitMessage(ready.published!.commit);
      expect(message).toContain(`Control-Plane-Request: ${created.id}`);
      expect(message).toMatch(/^Control-Plane-Operation: \S+$/m);
      expect(message).toMatch(/^Plan-Digest: sha256:[0-9a-f]{64}$/m);
      expect(message).toMatch(/^Approved-By: policy:\S+$/m);
    });

    it('publishes byte for byte what the plan showed', async () => {
      const { id: requestId } = await harness.aReadyPreview(preview);
      const { items } = await harness.requester.api.getManifests(requestId, 1);
      expect(items).toHaveLength(7);
      for (const { path, content } of items) {
        expect(await harness.git.content(path)).toBe(content.trimEnd());
      }
    });

    it('takes entity references for team and app', async () => {
      const { team, app } = await harness.requester.create({
        ...preview,
        team: 'group:default/platform',
        app: 'component:default/billing-api',
      });
      expect({ team, app }).toEqual({ team: 'platform', app: 'billing-api' });
    });

    it('says that nothing is observed outside rather than that it is healthy', async () => {
      const ready = await harness.aReadyPreview(preview);
      expect(ready.conditions).toContainEqual(
        expect.objectContaining({
          type: 'Healthy',
          status: 'Unknown',
          reason: 'NotObserved',
        }),
      );
    });
  });

  describe('idempotency key', () => {
    const key = `again-${id}`;

    it('gives the same request for the same body, and refuses another', async () => {
      const first = await harness.requester.api.createRequest(preview, {
        idempotencyKey: key,
      });
      const second = await harness.requester.api.createRequest(preview, {
        idempotencyKey: key,
      });
      expect(first.created).toBe(true);
      expect(second.created).toBe(false);
      expect(second.request.id).toBe(first.request.id);
      expect(
        await refusalOf(
          harness.requester.create({ ...preview, app: 'cart' }, key),
        ),
      ).toBe(409);
    });

    it('is the caller’s own: somebody else’s same key makes another request', async () => {
      const mine = await harness.requester.create(preview, `shared-${id}`);
      const theirs = await harness
        .as('colleague')
        .create(preview, `shared-${id}`);
      expect(theirs.id).not.toBe(mine.id);
    });

    it('makes one request of ten calls at the same time', async () => {
      const before = await harness.rowCounts();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          harness.requester.api.createRequest(
            { ...preview, leaseHours: 5 },
            { idempotencyKey: `at-once-${id}` },
          ),
        ),
      );
      expect(new Set(answers.map(({ request }) => request.id)).size).toBe(1);
      expect(answers.filter(({ created }) => created)).toHaveLength(1);
      const after = await harness.rowCounts();
      expect(after.requests - before.requests).toBe(1);
      expect(after.revisions - before.revisions).toBe(1);
    });

    it('is made and returned by the server when the caller sends none', async () => {
      const answer = await harness.requester.send(
        'POST',
        '/v1/environment-requests',
        { body: preview },
      );
      const made = answer.headers.get('idempotency-key');
      expect(answer.status).toBe(201);
      const again = await harness.requester.send(
        'POST',
        '/v1/environment-requests',
        { body: preview, headers: { 'idempotency-key': made! } },
      );
      expect(again.status).toBe(200);
      expect(again.body.id).toBe(answer.body.id);
      expect(answer.headers.get('location')).toBe(
        `/api/control-plane/v1/environment-requests/${answer.body.id}`,
      );
    });
  });

  describe('plan', () => {
    it('refuses a key that was used for another body, as the create would', async () => {
      const key = `planned-${id}`;
      await harness.requester.create(preview, key);
      const planned = (body: object) =>
        harness.requester.send('POST', '/v1/environment-requests/plan', {
          body,
          headers: { 'idempotency-key': key },
        });
      expect((await planned(preview)).status).toBe(200);
      expect((await planned({ ...preview, leaseHours: 5 })).status).toBe(409);
    });

    it('shows the names and the digest that a create with the same key makes, and makes nothing', async () => {
      await harness.untilIdle();
      const before = await harness.rowCounts();
      const plan = await harness.requester.api.planCreate(production, {
        idempotencyKey: `plan-${id}`,
      });
      expect(await harness.rowCounts()).toEqual(before);
      expect(plan.approval.required).toBe(true);
      expect(plan.changes).toMatchObject({ type: 'compared' });

      const made = await harness.requester.create(production, `plan-${id}`);
      expect(made.id).toBe(plan.requestId);
      expect(made.namespaces).toEqual(plan.namespaces);
      expect(made.path).toBe(plan.path);
      expect(made.openRevisions[0].planDigest).toBe(plan.digest);
      const stored = await harness.requester.api.getPlan(made.id, 1);
      expect(stored.digest).toBe(plan.digest);
      expect(stored.manifests).toEqual(plan.manifests);
    });
  });

  describe('change', () => {
    it('needs the state that it was made from', async () => {
      const { id: requestId, version } = await harness.aReadyPreview(preview);
      const path = `/v1/environment-requests/${requestId}`;
      const body = { labels: { tier: 'gold' } };
      const change = (headers: Record<string, string>) =>
        harness.requester.send('PATCH', path, { body, headers });

      expect((await change({})).status).toBe(428);
      expect((await change({ 'if-match': `"${version + 7}"` })).status).toBe(
        412,
      );
      expect((await change({ 'if-match': 'W/"1"' })).status).toBe(400);

      const current = await harness.requester.send('GET', path);
      const etag = current.headers.get('etag')!;
      // A page of another origin reads the header only when it is exposed.
      expect(current.headers.get('access-control-expose-headers')).toContain(
        'ETag',
      );
      const changed = await change({ 'if-match': etag });
      expect(changed.status).toBe(200);
      expect(changed.body.generation).toBe(2);
      expect(changed.headers.get('etag')).not.toBe(etag);
      expect((await change({ 'if-match': etag })).status).toBe(412);
    });

    it('is a new revision that is published like the first', async () => {
      const { id: requestId } = await harness.aReadyPreview(preview);
      const planned = await harness.requester.api.planChange(requestId, {
        labels: { tier: 'gold' },
      });
      const { etag } = await harness.requester.api.getRequest(requestId);
      await harness.requester.api.changeRequest(
        requestId,
        { labels: { tier: 'gold' }, reason: 'Better service' },
        { etag: etag! },
      );
      const ready = await harness.until(
        'generation 2 to be published',
        () => harness.requester.get(requestId),
        ({ published }) => published?.generation === 2,
      );
      expect(ready.labels).toEqual({ tier: 'gold' });
      const diff = await harness.requester.api.diffRevisions(requestId, {
        from: 1,
        to: 2,
      });
      expect(diff.files.length).toBeGreaterThan(0);
      expect(diff.files.every(({ change }) => change === 'modified')).toBe(
        true,
      );
      expect(diff.files[0].diff).toContain('+');
      const revision = await harness.requester.api.getRevision(requestId, 2);
      expect(revision).toMatchObject({
        state: 'effective',
        reason: 'Better service',
        planDigest: planned.digest,
      });
      const back = await harness.requester.api.diffRevisions(requestId, {
        to: 2,
      });
      expect(back.files.every(({ change }) => change === 'added')).toBe(true);
      expect(
        await refusalOf(
          harness.requester.api.diffRevisions(requestId, { from: 1, to: 9 }),
        ),
      ).toBe(404);
    });

    it('takes the place of the open one and voids what was said about it', async () => {
      const { id: requestId } = await harness.requester.create(production);
      const first = await harness.requester.api.getRevision(requestId, 1);
      const { etag } = await harness.requester.api.getRequest(requestId);
      const changed = await harness.requester.api.changeRequest(
        requestId,
        { labels: { tier: 'gold' } },
        { etag: etag! },
      );
      expect(changed.request.openRevisions).toMatchObject([{ generation: 2 }]);
      expect(
        await harness.requester.api.getRevision(requestId, 1),
      ).toMatchObject({
        state: 'superseded',
        endedReason: 'Superseded by generation 2',
      });
      expect(
        await refusalOf(
          harness.approver.api.approveRequest(requestId, {
            generation: 1,
            planDigest: first.planDigest,
          }),
        ),
      ).toBe(409);
      await harness.approver.approve(requestId);
      const ready = await harness.untilReady(requestId);
      expect(ready.published?.generation).toBe(2);
    });
  });

  describe('delete', () => {
    it('takes every file away and ends in deleted, however often it is asked', async () => {
      const ready = await harness.aReadyPreview(preview);
      await harness.requester.api.deleteRequest(ready.id, { reason: 'Done' });
      await harness.requester.api.deleteRequest(ready.id);
      await harness.untilPhase(ready.id, 'deleted');
      await harness.requester.api.deleteRequest(ready.id);

      const files = await harness.git.files();
      expect(files.filter(file => file.startsWith(ready.path))).toEqual([]);
      const inventory = await harness
        .database('inventory')
        .where({ request_id: ready.id });
      expect(inventory).toEqual([]);
      const { items } = await harness.requester.api.listRevisions(ready.id);
      expect(items.map(({ action }) => action)).toEqual(['delete', 'create']);
      const published = await harness.requester.api.listPublications(ready.id);
      expect(published.items.map(({ purpose }) => purpose)).toEqual([
        'remove',
        'publish',
      ]);
    });

    it('ends what never reached the branch without touching it', async () => {
      const { id: requestId, path } = await harness.requester.create(
        production,
      );
      await harness.requester.api.deleteRequest(requestId);
      const request = await harness.untilPhase(requestId, 'deleted');
      expect(request.openRevisions).toEqual([]);
      expect(
        (await harness.git.files()).filter(file => file.startsWith(path)),
      ).toEqual([]);
    });

    it('refuses every further wish', async () => {
      const { id: requestId } = await harness.requester.create(production);
      await harness.requester.api.deleteRequest(requestId);
      await harness.untilPhase(requestId, 'deleted');
      const { etag } = await harness.requester.api.getRequest(requestId);
      const { api } = harness.requester;
      expect(
        await refusalOf(
          api.changeRequest(requestId, { labels: {} }, { etag: etag! }),
        ),
      ).toBe(409);
      expect(await refusalOf(api.extendRequest(requestId, { hours: 1 }))).toBe(
        409,
      );
      expect(await refusalOf(api.reconcileRequest(requestId))).toBe(409);
    });
  });

  describe('reconcile', () => {
    it('answers with the job, and changes nothing on a branch that is as it should be', async () => {
      const { id: requestId } = await harness.aReadyPreview(preview);
      await harness.untilSettled(requestId);
      const head = await harness.git.head();
      const job = await harness.requester.api.reconcileRequest(requestId);
      expect(job).toMatchObject({ kind: 'reconcile-request', key: requestId });
      await harness.until(
        'the reconcile to end',
        () => harness.requester.api.getJob(job.id),
        ({ state }) => state === 'done',
      );
      expect(await harness.git.head()).toBe(head);
    });
  });
});
