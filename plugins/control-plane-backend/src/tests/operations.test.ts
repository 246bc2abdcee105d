import { TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { refusalOf } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('operations on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id), {
      remote: 'http',
    });
  });

  afterAll(() => harness?.stop());

  it('lists jobs by kind, key and state', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    await harness.untilSettled(requestId);
    const { api } = harness.approver;
    const { items } = await api.listJobs({
      kind: 'reconcile-request',
      key: requestId,
      state: 'done',
    });
    expect(items).toMatchObject([
      { key: requestId, group: 'platform', state: 'done', attempt: 1 },
    ]);
    expect(await api.getJob(items[0].id)).toEqual(items[0]);
    const none = await api.listJobs({ key: requestId, state: 'dead' });
    expect(none.items).toEqual([]);
    const lane = await api.listJobs({ kind: 'publish-lane', key: 'gitops' });
    expect(lane.items.length).toBeGreaterThan(0);
  });

  it('cancels a job that waits and runs it again on demand', async () => {
    const waiting = await harness.withRemoteFault(503, async () => {
      const { id: requestId } = await harness.requester.create(preview);
      await harness.untilPhase(requestId, 'failed');
      const [job] = await harness.until(
        'the reconcile to wait for the lane',
        async () =>
          (
            await harness.requester.api.listRequestJobs(requestId)
          ).items,
        ([newest]) => newest.state === 'ready' && newest.waitsFor !== undefined,
      );
      expect(job.waitsFor).toContain('gitops');
      const cancelled = await harness.requester.api.cancelJob(job.id);
      expect(cancelled.state).toBe('cancelled');
      expect(await refusalOf(harness.requester.api.cancelJob(job.id))).toBe(
        409,
      );
      return { requestId, jobId: job.id };
    });

    const replayed = await harness.requester.api.replayJob(waiting.jobId);
    expect(replayed.key).toBe(waiting.requestId);
    await harness.untilReady(waiting.requestId);
    const { items } = await harness.admin.api.listRequestAudit(
      waiting.requestId,
    );
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['job.cancelled', 'job.replayed']),
    );
  });

  it('refuses to replay what did not end badly', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    await harness.untilSettled(requestId);
    const [job] = (await harness.admin.api.listRequestJobs(requestId)).items;
    expect(await refusalOf(harness.admin.api.replayJob(job.id))).toBe(409);
  });

  it('shows targets, and no others', async () => {
    const { items } = await harness.approver.api.listTargets();
    expect(items.map(({ name, delivery }) => [name, delivery])).toEqual([
      ['us-east-1', 'argocd'],
      ['us-west-2', 'fluxcd'],
    ]);
    expect(
      await refusalOf(harness.admin.api.getTargetManifests('nowhere')),
    ).toBe(404);
  });

  it.each(['us-east-1', 'us-west-2'])(
    'publishes the root objects that it shows for target %s',
    async name => {
      const { manifests } = await harness.approver.api.getTargetManifests(name);
      expect(manifests.length).toBeGreaterThan(0);
      await harness.until(
        `the root objects of ${name} to be on the branch`,
        () => harness.git.files(),
        files => manifests.every(({ path }) => files.includes(path)),
      );
      for (const { path, content } of manifests) {
        expect(await harness.git.content(path)).toBe(content.trimEnd());
      }
    },
  );

  it('offers the shipped classes beside the configured one', async () => {
    const { items } = await harness.viewer.api.listClasses();
    expect(items.map(({ name, origin }) => `${name} ${origin}`).sort()).toEqual(
      [
        'guarded config',
        'preview default',
        'production default',
        'shared-staging default',
      ],
    );
    const sox = await harness.viewer.api.getClass('production');
    expect(sox.parametersSchema).toMatchObject({ required: ['changeTicket'] });
  });
});
