import { TestDatabases } from '@backstage/backend-test-utils';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { refusalOf, TestCaller } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('approvals on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
  });

  afterAll(() => harness?.stop());

  const aWaiting = (by: TestCaller = harness.requester) =>
    by.create(production);

  const decisionOn = ({ openRevisions: [open] }: EnvironmentRequest) => ({
    generation: open.generation,
    planDigest: open.planDigest,
  });

  const auditActions = async (requestId: string) =>
    (await harness.admin.api.listRequestAudit(requestId)).items.map(
      ({ action, actor }) => `${actor} ${action}`,
    );

  describe('approve', () => {
    it('is what a production request waits for, and all it waits for', async () => {
      const waiting = await aWaiting();
      expect(waiting.phase).toBe('pending_approval');
      expect(waiting.conditions).toContainEqual(
        expect.objectContaining({
          type: 'Approved',
          status: 'False',
          reason: 'AwaitingApproval',
        }),
      );
      expect(
        (await harness.admin.api.listRequestJobs(waiting.id)).items,
      ).toEqual([]);

      await harness.approver.approve(waiting.id, 'Looks right');
      const ready = await harness.untilReady(waiting.id);

      const message = await harness.commitMessage(ready.published!.commit);
      expect(message).toContain('Approved-By: user:default/ada');
      expect(message).toContain(
        `Plan-Digest: ${waiting.openRevisions[0].planDigest}`,
      );
      const revision = await harness.requester.api.getRevision(waiting.id, 1);
      expect(revision.approvals).toMatchObject([
        {
          decision: 'approve',
          decidedBy: 'user:default/ada',
          comment: 'Looks right',
          planDigest: waiting.openRevisions[0].planDigest,
        },
      ]);
    });

    it.each(['requester', 'colleague', 'viewer'] as const)(
      'is refused to the %s of the team',
      async person => {
        const { id: requestId } = await aWaiting();
        expect(await refusalOf(harness.as(person).approve(requestId))).toBe(
          403,
        );
      },
    );

    it.each(['admin', 'approver'] as const)(
      'is refused to the %s who asked',
      async person => {
        const caller = harness.as(person);
        const own = await caller.create({
          ...production,
          team: person === 'admin' ? 'platform' : 'change-approvers',
        });
        const answer = await caller.send(
          'POST',
          `/v1/environment-requests/${own.id}/approve`,
          { body: decisionOn(own) },
        );
        expect(answer.status).toBe(403);
        expect(answer.body.detail).toContain('you asked for it yourself');
        expect((await caller.get(own.id)).phase).toBe('pending_approval');
      },
    );

    it('is refused to whoever edited what is decided on', async () => {
      const { id: requestId } = await aWaiting();
      const { etag } = await harness.admin.api.getRequest(requestId);
      await harness.admin.api.changeRequest(
        requestId,
        { labels: { tier: 'gold' } },
        { etag: etag! },
      );
      const tagged = await harness.requester.api.getRequest(requestId);
      await harness.requester.api.changeRequest(
        requestId,
        { labels: { tier: 'silver' } },
        { etag: tagged.etag! },
      );
      expect(await refusalOf(harness.admin.approve(requestId))).toBe(403);
      await harness.approver.approve(requestId);
      await harness.untilReady(requestId);
    });

    it('is refused to whoever asked for the environment, also when somebody else changes it', async () => {
      const own = await harness.admin.create(production);
      await harness.approver.approve(own.id);
      await harness.untilReady(own.id);
      const { etag } = await harness.requester.api.getRequest(own.id);
      await harness.requester.api.changeRequest(
        own.id,
        { labels: { tier: 'gold' } },
        { etag: etag! },
      );
      expect(await refusalOf(harness.admin.approve(own.id))).toBe(403);
      await harness.approver.approve(own.id);
    });

    it('stays possible when the same person asks for the same teardown again', async () => {
      const { id: requestId } = await aWaiting();
      await harness.approver.approve(requestId);
      await harness.untilReady(requestId);
      const { api } = harness.requester;
      const asked = await api.deleteRequest(requestId);
      const again = await api.deleteRequest(requestId, { reason: 'Really' });
      expect(again.openRevisions).toEqual(asked.openRevisions);
      const theirs = await harness.admin.api.deleteRequest(requestId);
      expect(theirs.openRevisions).toMatchObject([
        { action: 'delete', generation: asked.generation + 1 },
      ]);
    });

    it('is refused to a machine', async () => {
      const request = await aWaiting();
      expect(
        await refusalOf(
          harness.ci.api.approveRequest(request.id, decisionOn(request)),
        ),
      ).toBe(403);
    });

    it('is a yes to what was shown and to nothing else', async () => {
      const request = await aWaiting();
      const stale = {
        generation: 1,
        planDigest: `sha256:${'0'.repeat(64)}`,
      };
      const answer = await harness.approver.send(
        'POST',
        `/v1/environment-requests/${request.id}/approve`,
        { body: stale },
      );
      expect(answer.status).toBe(409);
      expect(answer.body.detail).toContain(request.openRevisions[0].planDigest);
      expect(
        await refusalOf(
          harness.approver.api.approveRequest(request.id, {
            ...decisionOn(request),
            generation: 7,
          }),
        ),
      ).toBe(404);
      expect((await harness.approver.get(request.id)).phase).toBe(
        'pending_approval',
      );
    });

    it('counts once', async () => {
      const request = await aWaiting();
      await harness.approver.api.approveRequest(
        request.id,
        decisionOn(request),
      );
      expect(
        await refusalOf(
          harness
            .as('secondApprover')
            .api.approveRequest(request.id, decisionOn(request)),
        ),
      ).toBe(409);
    });

    it('is given once when two approvers say yes at the same time', async () => {
      const request = await aWaiting();
      const outcomes = await Promise.all(
        [harness.approver, harness.as('secondApprover')].map(
          async ({ api }) => {
            const outcome = await refusalOf(
              api.approveRequest(request.id, decisionOn(request)),
            );
            return outcome === 409 ? 409 : 200;
          },
        ),
      );
      expect(outcomes.sort()).toEqual([200, 409]);
      const revision = await harness.admin.api.getRevision(request.id, 1);
      expect(revision.approvals).toHaveLength(1);
      await harness.untilReady(request.id);
    });

    it('is asked for every change of a production request', async () => {
      const { id: requestId } = await aWaiting();
      await harness.approver.approve(requestId);
      await harness.untilReady(requestId);

      const { etag } = await harness.requester.api.getRequest(requestId);
      const { request } = await harness.requester.api.changeRequest(
        requestId,
        { labels: { tier: 'gold' } },
        { etag: etag! },
      );
      expect(request.phase).toBe('ready');
      expect(request.openRevisions).toMatchObject([
        { action: 'update', state: 'pending_approval' },
      ]);
      await harness.approver.approve(requestId);
      await harness.until(
        'the change to be published',
        () => harness.requester.get(requestId),
        ({ published, phase }) =>
          published?.generation === 2 && phase === 'ready',
      );

      const removed = await harness.requester.api.deleteRequest(requestId);
      expect(removed.phase).toBe('ready');
      expect(await refusalOf(harness.requester.approve(requestId))).toBe(403);
      await harness.approver.approve(requestId);
      await harness.untilPhase(requestId, 'deleted');
    });
  });

  describe('reject', () => {
    it('ends a first proposal, and tells the requester why', async () => {
      const request = await aWaiting();
      const requestId = request.id;
      const rejected = await harness.approver.reject(requestId, 'Too early');
      expect(rejected.phase).toBe('rejected');
      const revision = await harness.requester.api.getRevision(requestId, 1);
      expect(revision).toMatchObject({
        state: 'rejected',
        endedReason: 'Too early',
      });
      expect(
        await refusalOf(
          harness.approver.api.approveRequest(requestId, decisionOn(request)),
        ),
      ).toBe(409);
      const { etag } = await harness.requester.api.getRequest(requestId);
      expect(
        await refusalOf(
          harness.requester.api.changeRequest(
            requestId,
            { labels: {} },
            { etag: etag! },
          ),
        ),
      ).toBe(409);
    });

    it('leaves a ready request as it was', async () => {
      const { id: requestId } = await aWaiting();
      await harness.approver.approve(requestId);
      await harness.untilReady(requestId);
      await harness.requester.api.deleteRequest(requestId);
      const kept = await harness.approver.reject(requestId, 'Still in use');
      expect(kept.phase).toBe('ready');
      expect(kept.openRevisions).toEqual([]);
      expect(kept.published?.generation).toBe(1);
    });

    it('needs a reason', async () => {
      const request = await aWaiting();
      const answer = await harness.approver.send(
        'POST',
        `/v1/environment-requests/${request.id}/reject`,
        { body: { ...decisionOn(request), comment: '' } },
      );
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ field: 'comment' }]);
    });

    it('is refused to whoever asked', async () => {
      const { id: requestId } = await aWaiting(harness.admin);
      expect(await refusalOf(harness.admin.reject(requestId, 'No'))).toBe(403);
    });
  });

  describe('withdraw', () => {
    it('takes a first proposal back', async () => {
      const { id: requestId } = await aWaiting();
      const withdrawn = await harness.requester.api.withdrawRequest(requestId, {
        generation: 1,
        comment: 'Not needed',
      });
      expect(withdrawn.phase).toBe('withdrawn');
      expect(
        await refusalOf(
          harness.requester.api.withdrawRequest(requestId, { generation: 1 }),
        ),
      ).toBe(409);
    });

    it('is the right of the whole team', async () => {
      const { id: requestId } = await aWaiting();
      const withdrawn = await harness
        .as('colleague')
        .api.withdrawRequest(requestId, { generation: 1 });
      expect(withdrawn.phase).toBe('withdrawn');
    });

    it('comes too late once the branch has it', async () => {
      const ready = await harness.aReadyPreview(preview);
      expect(
        await refusalOf(
          harness.requester.api.withdrawRequest(ready.id, { generation: 1 }),
        ),
      ).toBe(409);
    });
  });

  describe('audit', () => {
    it('tells who asked, who decided and what came of it', async () => {
      const { id: requestId } = await aWaiting();
      await harness.approver.approve(requestId, 'Go');
      await harness.untilReady(requestId);
      const actions = await auditActions(requestId);
      expect(actions).toEqual(
        expect.arrayContaining([
          'user:default/remy revision.proposed',
          'user:default/ada revision.approved',
        ]),
      );
      expect(
        actions.indexOf('user:default/ada revision.approved'),
      ).toBeLessThan(actions.indexOf('user:default/remy revision.proposed'));
      const { items } = await harness.admin.api.listRequestAudit(requestId);
      const approved = items.find(
        ({ action }) => action === 'revision.approved',
      );
      expect(approved).toMatchObject({
        requestId,
        generation: 1,
        after: expect.stringMatching(/^sha256:/),
        details: { comment: 'Go' },
      });
    });

    it('tells Backstage’s auditor of decisions, refused ones too', async () => {
      const { id: requestId } = await aWaiting();
      harness.auditor.createEvent.mockClear();
      await refusalOf(harness.requester.approve(requestId));
      expect(harness.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'revision-approve',
          severityLevel: 'high',
          meta: { id: requestId },
        }),
      );
      const event = await harness.auditor.createEvent.mock.results[0].value;
      expect(event.fail).toHaveBeenCalledTimes(1);
      expect(event.success).not.toHaveBeenCalled();
    });
  });
});
