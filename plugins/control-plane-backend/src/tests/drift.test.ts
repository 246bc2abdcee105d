import { TestDatabases } from '@backstage/backend-test-utils';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('drift on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
  });

  afterAll(() => harness?.stop());

  const quotaOf = ({ path }: EnvironmentRequest) =>
    `${path}/resourcequota.yaml`;

  /** Somebody edits a published file by hand and pushes. */
  const somebodyEdits = async (path: string, content = 'edited: true\n') => {
    await harness.git.personPulls();
    return harness.git.personPushes({ [path]: content }, 'Quick fix');
  };

  const driftOf = async ({ id: requestId }: EnvironmentRequest) =>
    (await harness.requester.api.listRequestDrift(requestId)).items;

  it('is reported with commit, author and subject, and nothing is touched', async () => {
    const request = await harness.aReadyPreview(preview);
    const path = quotaOf(request);
    const commit = await somebodyEdits(path);

    await harness.resync();

    expect(await driftOf(request)).toMatchObject([
      {
        requestId: request.id,
        path,
        change: 'modified',
        commit,
        author: 'Pat Person',
        authorEmail: 'pat@example.org',
        subject: 'Quick fix',
        since: expect.any(String),
      },
    ]);
    const drifted = await harness.requester.get(request.id);
    expect(drifted.phase).toBe('ready');
    expect(drifted.driftedPaths).toBe(1);
    expect(drifted.conditions).toContainEqual(
      expect.objectContaining({
        type: 'InSync',
        status: 'False',
        reason: 'ForeignEdit',
      }),
    );
    expect(await harness.git.head()).toBe(commit);
    const { items } = await harness.requester.api.listDrift({
      team: 'platform',
    });
    expect(items.map(drift => drift.requestId)).toContain(request.id);
    const { items: ofApp } = await harness.requester.api.listDrift({
      app: request.app,
    });
    expect(ofApp).toEqual(items);
    const { items: ofOther } = await harness.requester.api.listDrift({
      app: 'another-app',
    });
    expect(ofOther).toEqual([]);
    const { items: theirs } = await harness.as('outsider').api.listDrift();
    expect(theirs).toEqual([]);
  });

  it('is resolved when somebody takes the edit back', async () => {
    const request = await harness.aReadyPreview(preview);
    const path = quotaOf(request);
    const original = await harness.git.content(path);
    await somebodyEdits(path);
    await harness.resync();
    await somebodyEdits(path, `${original}\n`);
    await harness.resync();

    expect(await driftOf(request)).toMatchObject([
      { path, resolution: 'reverted', resolvedAt: expect.any(String) },
    ]);
    const mended = await harness.requester.get(request.id);
    expect(mended.driftedPaths).toBe(0);
    expect(mended.conditions).toContainEqual(
      expect.objectContaining({ type: 'InSync', status: 'True' }),
    );
  });

  it('is found of files that appear and disappear, too', async () => {
    const request = await harness.aReadyPreview(preview);
    await harness.git.personPulls();
    await harness.git.personCommits('Tidy up', async git => {
      await git('rm', '--quiet', quotaOf(request));
    });
    await somebodyEdits(`${request.path}/extra.yaml`);
    await harness.resync();
    const found = await driftOf(request);
    expect(found.map(({ path, change }) => [path, change]).sort()).toEqual([
      [`${request.path}/extra.yaml`, 'added'],
      [quotaOf(request), 'removed'],
    ]);
  });

  it('is not what others do next to the product’s folders', async () => {
    const request = await harness.aReadyPreview(preview);
    await somebodyEdits('teams/notes.md');
    await harness.resync();
    expect(await driftOf(request)).toEqual([]);
  });

  it('is repaired where the class says so, as an operation of its own', async () => {
    const request = await harness.aReadyPreview({
      ...preview,
      class: 'guarded',
    });
    const path = quotaOf(request);
    const original = await harness.git.content(path);
    const commit = await somebodyEdits(path);

    await harness.resync();
    await harness.until(
      'the edit to be repaired',
      () => driftOf(request),
      drift => drift.some(({ resolution }) => resolution === 'repaired'),
    );

    expect(await harness.git.content(path)).toBe(original);
    expect(await driftOf(request)).toMatchObject([
      { commit, author: 'Pat Person', resolution: 'repaired' },
    ]);
    const repaired = await harness.until(
      'the repair to be on record',
      () => harness.requester.get(request.id),
      ({ driftedPaths }) => driftedPaths === 0,
    );
    expect(repaired.phase).toBe('ready');
    const { items } = await harness.requester.api.listPublications(request.id);
    expect(items.map(({ purpose }) => purpose)).toEqual(['repair', 'publish']);
    expect(items[0].operationId).not.toBe(items[1].operationId);
  });

  it('is looked for when somebody asks for a reconcile', async () => {
    const request = await harness.aReadyPreview(preview);
    await harness.untilSettled(request.id);
    const commit = await somebodyEdits(quotaOf(request));
    await harness.requester.api.reconcileRequest(request.id);
    const found = await harness.until(
      'the edit to be found',
      () => driftOf(request),
      drift => drift.length > 0,
    );
    expect(found).toMatchObject([{ path: quotaOf(request), commit }]);
  });

  it('goes away with the next approved revision, which says that it overwrites', async () => {
    const request = await harness.aReadyPreview(preview);
    await somebodyEdits(quotaOf(request));
    await harness.resync();
    const plan = await harness.requester.api.planChange(request.id, {
      labels: { tier: 'gold' },
    });
    expect(plan.findings).toContainEqual(
      expect.objectContaining({ rule: 'overwrites-foreign-edit' }),
    );
    const { etag } = await harness.requester.api.getRequest(request.id);
    await harness.requester.api.changeRequest(
      request.id,
      { labels: { tier: 'gold' } },
      { etag: etag! },
    );
    const mended = await harness.until(
      'generation 2 to be published',
      () => harness.requester.get(request.id),
      ({ published }) => published?.generation === 2,
    );
    expect(mended.driftedPaths).toBe(0);
    const found = await driftOf(request);
    expect(found.every(({ resolvedAt }) => resolvedAt)).toBe(true);
  });

  it('leaves the removal of a request alone: a deleted folder is gone, edits and all', async () => {
    const request = await harness.aReadyPreview(preview);
    await somebodyEdits(`${request.path}/extra.yaml`);
    await harness.requester.api.deleteRequest(request.id);
    await harness.untilPhase(request.id, 'deleted');
    const files = await harness.git.files();
    expect(files.filter(file => file.startsWith(request.path))).toEqual([]);
  });
});
