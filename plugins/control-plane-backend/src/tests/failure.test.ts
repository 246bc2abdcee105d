import { TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('failure on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id), {
      remote: 'http',
    });
  });

  afterAll(() => harness?.stop());

  /** Runs with the Git remote gone, and waits until what was left pending is published once it is back. */
  async function withoutRemote<T>(run: () => Promise<T>): Promise<T> {
    await harness.takeRemoteAway();
    try {
      return await run();
    } finally {
      await harness.bringRemoteBack();
    }
  }

  it.each([['cut'], [503]] as const)(
    'of a remote that answers with %s is tried again by itself, and says when',
    async fault => {
      const failed = await harness.withRemoteFault(fault, async () => {
        const { id: requestId } = await harness.requester.create(preview);
        return harness.untilPhase(requestId, 'failed');
      });
      expect(failed.progress).toMatchObject({
        step: 'publish',
        failure: {
          reason: expect.stringMatching(/^[a-z_]+$/),
          message: expect.stringMatching(/\w/),
          advice: expect.stringMatching(/\w/),
          retryable: true,
          retryAt: expect.any(String),
        },
      });
      await harness.untilReady(failed.id);
    },
  );

  it('of a remote that is gone leaves the request in place, says why and what to do', async () => {
    const failed = await withoutRemote(async () => {
      const { id: requestId } = await harness.requester.create(preview);
      return harness.until(
        'the failure to be told',
        () => harness.requester.get(requestId),
        ({ phase, progress }) =>
          phase === 'failed' && progress?.failure !== undefined,
      );
    });
    expect(failed.progress).toMatchObject({
      step: 'publish',
      failure: {
        reason: expect.stringMatching(/^[a-z_]+$/),
        retryable: false,
        message: expect.stringMatching(/\w/),
        advice: expect.stringMatching(/\w/),
      },
    });
    expect(failed.published).toBe(undefined);
    expect(failed.conditions).toContainEqual(
      expect.objectContaining({ type: 'Published', status: 'False' }),
    );

    await harness.requester.api.reconcileRequest(failed.id);
    const ready = await harness.untilReady(failed.id);
    expect(ready.progress?.failure).toBe(undefined);
    const commits = await harness.git.commits();
    const { items } = await harness.requester.api.listPublications(failed.id);
    const published = items.filter(({ state }) => state === 'published');
    expect(published).toHaveLength(1);
    expect(
      commits.filter(({ operationIds }) =>
        operationIds.includes(published[0].operationId),
      ),
    ).toHaveLength(1);
  });

  it('of the remote in the middle of a change keeps what is published', async () => {
    const ready = await harness.aReadyPreview(preview);
    const failed = await withoutRemote(async () => {
      const { etag } = await harness.requester.api.getRequest(ready.id);
      await harness.requester.api.changeRequest(
        ready.id,
        { labels: { tier: 'gold' } },
        { etag: etag! },
      );
      return harness.untilPhase(ready.id, 'failed');
    });
    expect(failed.published?.generation).toBe(1);
    await harness.requester.api.reconcileRequest(ready.id);
    await harness.until(
      'generation 2 to be published',
      () => harness.requester.get(ready.id),
      ({ published, phase }) =>
        published?.generation === 2 && phase === 'ready',
    );
  });

  it('of the remote during a teardown is told, and the teardown is finished later', async () => {
    const ready = await harness.aReadyPreview(preview);
    await withoutRemote(async () => {
      await harness.requester.api.deleteRequest(ready.id);
      await harness.until(
        'the failure to be told',
        () => harness.requester.get(ready.id),
        ({ phase, progress }) =>
          phase === 'deleting' && progress?.failure !== undefined,
      );
    });
    await harness.requester.api.reconcileRequest(ready.id);
    await harness.untilPhase(ready.id, 'deleted');
    const files = await harness.git.files();
    expect(files.filter(file => file.startsWith(ready.path))).toEqual([]);
  });

  it('of the remote shows in the health report as degraded, with 200 and advice', async () => {
    const healthy = await harness.viewer.api.getHealth();
    expect(healthy.dependencies.map(({ name }) => name)).toEqual([
      'database',
      'queue',
      'catalog',
      'repository gitops',
    ]);
    const report = await withoutRemote(() =>
      harness.until(
        'the remote to be reported',
        () => harness.viewer.api.getHealth(),
        ({ status }) => status === 'degraded',
      ),
    );
    expect(report.dependencies).toContainEqual(
      expect.objectContaining({
        name: 'repository gitops',
        status: 'down',
        advice: expect.stringContaining('controlPlane.repositories'),
      }),
    );
    expect(
      report.dependencies.find(({ name }) => name === 'database')?.status,
    ).toBe('ok');
  });

  it('of the remote leaves a plan readable, without its comparison', async () => {
    const plan = await withoutRemote(() =>
      harness.requester.api.planCreate(preview),
    );
    expect(plan.manifests).toHaveLength(7);
    expect(plan.changes.type).toBe('unavailable');
  });

  it('of the catalog refuses a create with 503 and leaves nothing behind', async () => {
    await harness.untilIdle();
    const before = await harness.rowCounts();
    const answer = await harness.withoutCatalog(() =>
      harness.requester.send('POST', '/v1/environment-requests', {
        body: preview,
      }),
    );
    expect(answer.status).toBe(503);
    expect(answer.contentType).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.body.detail).toContain('catalog');
    expect(await harness.rowCounts()).toEqual(before);
  });
});
