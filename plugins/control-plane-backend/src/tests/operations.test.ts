import { TestDatabases } from '@backstage/backend-test-utils';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { refusalOf } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('operations on %s', databaseId => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(databaseId), {
      remote: 'http',
    });
  });

  afterAll(() => harness?.stop());

  /** Tries until it is done: the lane wakes the job at each attempt, and a job that runs cannot be cancelled. */
  async function cancelWhileItWaits(requestId: string): Promise<Job> {
    const { api } = harness.requester;
    const { job } = await harness.until(
      'the reconcile to be cancelled while it waits for the lane',
      async () => {
        const [newest] = (await api.listRequestJobs(requestId)).items;
        const outcome =
          newest?.state === 'ready' && newest.waitsFor !== undefined
            ? await api.cancelJob(newest.id).then(({ state }) => state, String)
            : newest?.state;
        return { job: newest, outcome };
      },
      ({ outcome }) => outcome === 'cancelled',
    );
    return job;
  }

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
      { key: requestId, team: 'platform', state: 'done', attempt: 1 },
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
      const job = await cancelWhileItWaits(requestId);
      expect(job.waitsFor).toContain('gitops');
      const stopped = await harness.requester.get(requestId);
      expect(stopped.phase).toBe('failed');
      expect(stopped.progress?.failure).toEqual({
        reason: 'cancelled',
        message: 'Cancelled by user:default/remy',
        advice: 'Ask for a reconcile to go on',
        retryable: false,
      });
      const [publication] = (
        await harness.requester.api.listPublications(requestId)
      ).items;
      expect(publication).toMatchObject({
        state: 'failed',
        reason: 'cancelled',
      });
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

  it('goes on with what was cancelled when somebody asks for a reconcile', async () => {
    const requestId = await harness.withRemoteFault(503, async () => {
      const { id } = await harness.requester.create(preview);
      await cancelWhileItWaits(id);
      return id;
    });
    await harness.untilIdle();
    expect((await harness.requester.get(requestId)).phase).toBe('failed');

    await harness.requester.api.reconcileRequest(requestId);

    const ready = await harness.untilReady(requestId);
    expect(ready.progress).toBeUndefined();
    const { items } = await harness.requester.api.listPublications(requestId);
    expect(items.map(({ state }) => state)).toEqual(['published', 'failed']);
  });

  it('keeps what a job did, for whoever may see the job', async () => {
    const { id: requestId, published } = await harness.aReadyPreview(preview);
    await harness.untilSettled(requestId);
    const [job] = (await harness.requester.api.listRequestJobs(requestId))
      .items;
    const logged = await harness.until(
      'the job log to tell of the end',
      async () => (await harness.requester.api.listJobLogs(job.id)).items,
      ([newest]) => newest?.message === 'Done',
    );
    const messages = logged.map(({ message }) => message).reverse();
    expect(messages[0]).toMatch(/^Attempt 1 of \d+ began$/);
    expect(messages).toContainEqual(
      expect.stringContaining('handed to the publication lane of gitops'),
    );
    expect(messages).toContainEqual(
      `In force: generation 1 is on main by commit ${published?.commit}`,
    );
    expect(logged.every(({ level }) => level === 'info')).toBe(true);

    const page = await harness.requester.api.listJobLogs(job.id, { limit: 2 });
    const rest = await harness.requester.api.listJobLogs(job.id, {
      limit: 100,
      cursor: page.nextCursor,
    });
    expect([...page.items, ...rest.items]).toEqual(logged);
    expect(
      await refusalOf(harness.as('outsider').api.listJobLogs(job.id)),
    ).toBe(404);
  });

  it('keeps the log of a lane to those who may see operations', async () => {
    await harness.aReadyPreview(preview);
    const [lane] = (
      await harness.admin.api.listJobs({ kind: 'publish-lane', limit: 1 })
    ).items;
    const [published] = await harness.until(
      'the lane to tell what it published',
      async () =>
        (
          await harness.approver.api.listJobLogs(lane.id)
        ).items.filter(({ message }) =>
          message.startsWith('Published generation 1'),
        ),
      items => items.length > 0,
    );
    expect(published.message).toMatch(/ on main by commit [0-9a-f]{40}$/);
    expect(await refusalOf(harness.requester.api.listJobLogs(lane.id))).toBe(
      404,
    );
  });

  it('logs why a lane fails and when it tries again', async () => {
    await harness.withRemoteFault(503, async () => {
      const { id: requestId } = await harness.requester.create(preview);
      await harness.untilPhase(requestId, 'failed');
      const [lane] = (
        await harness.admin.api.listJobs({ kind: 'publish-lane', limit: 1 })
      ).items;
      const failures = await harness.until(
        'the lane to tell why it fails',
        async () =>
          (
            await harness.admin.api.listJobLogs(lane.id)
          ).items.filter(({ level }) => level === 'warn'),
        items => items.length > 0,
      );
      expect(failures[0].message).toMatch(
        /^Could not publish generation 1 of req-\w+ \(publish\), and tries again at \d{4}-/,
      );
    });
    await harness.untilIdle();
  });

  it('tells whose jobs wait', async () => {
    const { admin } = harness;
    const { id } = await harness.aReadyPreview(preview);
    await harness.untilIdle();
    const platform = { scope: 'team', name: 'platform' } as const;
    await admin.api.pauseJobs({ ...platform, reason: 'To see it wait' });
    await admin.api.reconcileRequest(id);
    expect((await admin.api.getWorkQueue()).teams).toEqual([
      { team: 'platform', waiting: 1, running: 0 },
    ]);
    await admin.api.resumeJobs(platform);
    await harness.untilIdle();
  });

  it('tells how queue and lanes stand', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    await harness.untilIdle();
    const queue = await harness.approver.api.getWorkQueue();
    expect(queue.teams).toEqual([]);
    expect(queue.kinds.every(({ due, running }) => due + running === 0)).toBe(
      true,
    );
    const { items } = await harness.approver.api.listPublishLanes();
    expect(items).toMatchObject([
      { repository: 'gitops', branch: 'main', pending: 0, failing: 0 },
    ]);
    const { published } = await harness.admin.get(requestId);
    expect(items[0].lastPublishedAt).toBe(published?.at);
    expect(items[0].lastFailure).toBeUndefined();
  });

  it('lists the jobs of one team', async () => {
    const { items } = await harness.admin.api.listJobs({ team: 'platform' });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ team }) => team === 'platform')).toBe(true);
  });

  it('lists the jobs of one target', async () => {
    const { id } = await harness.aReadyPreview(preview);
    const { target } = await harness.requester.get(id);
    const { items } = await harness.admin.api.listJobs({ target });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(each => each.target === target)).toBe(true);
    expect(
      (await harness.admin.api.listJobs({ target: 'nowhere' })).items,
    ).toEqual([]);
  });

  it('refuses to replay what did not end badly', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    await harness.untilSettled(requestId);
    const [job] = (await harness.admin.api.listRequestJobs(requestId)).items;
    expect(await refusalOf(harness.admin.api.replayJob(job.id))).toBe(409);
  });

  it('holds the jobs of a paused team, says why, and runs them once it is resumed', async () => {
    const { admin, requester } = harness;
    const pause = await admin.api.pauseJobs({
      scope: 'team',
      name: 'group:default/platform',
      reason: 'Their cluster is being upgraded',
    });
    expect(pause).toEqual({
      scope: 'team',
      name: 'platform',
      reason: 'Their cluster is being upgraded',
      pausedBy: 'user:default/otto',
      pausedAt: expect.any(String),
    });
    const { id: requestId } = await requester.create(preview);

    const [held] = (await requester.api.listRequestJobs(requestId)).items;
    expect(held).toMatchObject({
      state: 'ready',
      wait: {
        reason: 'paused',
        message:
          'Paused with the team platform by user:default/otto: Their cluster is being upgraded',
        pause,
      },
    });
    const { entries } = await requester.api.getTimeline(requestId, 1);
    expect(entries.find(({ step }) => step === 'queued')).toMatchObject({
      state: 'waiting',
      wait: { what: pause.reason, whom: ['user:default/otto'] },
    });
    const listed = await admin.api.listPauses();
    expect(listed.items).toMatchObject([
      { ...pause, jobs: expect.any(Number) },
    ]);
    expect(listed.items[0].jobs).toBeGreaterThan(0);
    const { kinds } = await admin.api.getWorkQueue();
    expect(
      kinds.find(({ kind }) => kind === 'reconcile-request')?.paused,
    ).toBeGreaterThan(0);

    await admin.api.resumeJobs(pause);
    await harness.untilReady(requestId);
    expect(await refusalOf(admin.api.resumeJobs(pause))).toBe(404);
    const audit = await admin.api.listAudit({ action: 'queue.paused' });
    expect(audit.items[0]).toMatchObject({
      actor: 'user:default/otto',
      details: {
        scope: 'team',
        name: 'platform',
        reason: 'Their cluster is being upgraded',
      },
    });
    const ended = await admin.api.listAudit({ action: 'queue.resumed' });
    expect(ended.items[0].details).toMatchObject({ pausedBy: pause.pausedBy });
  });

  it('holds all publishing while the lanes are paused, and shows what they hold', async () => {
    const { admin, requester, approver } = harness;
    const subject = { scope: 'kind', name: 'publish-lane' } as const;
    await admin.api.pauseJobs({ ...subject, reason: 'Freeze' });
    const { id: requestId } = await requester.create(preview);

    const [lane] = await harness.until(
      'the lane to hold the publication',
      async () => (await approver.api.listPublishLanes()).items,
      ([{ pending }]) => pending > 0,
    );
    expect(lane.wait).toMatchObject({ reason: 'paused', pause: subject });
    const { items } = await approver.api.listLanePublications('gitops');
    expect(items).toMatchObject([
      { requestId, generation: 1, purpose: 'publish', state: 'pending' },
    ]);
    expect(
      await refusalOf(approver.api.listLanePublications('elsewhere')),
    ).toBe(404);

    await admin.api.resumeJobs(subject);
    await harness.untilReady(requestId);
    expect((await approver.api.listLanePublications('gitops')).items).toEqual(
      [],
    );
  });

  it('names the cancelled job for which a lane stands still', async () => {
    const { admin } = harness;
    const subject = { scope: 'kind', name: 'publish-lane' } as const;
    await admin.api.pauseJobs({ ...subject, reason: 'To cancel what waits' });
    const { id: requestId } = await harness.requester.create(preview);
    await harness.until(
      'the lane to hold the publication',
      async () => (await admin.api.listPublishLanes()).items,
      ([{ pending }]) => pending > 0,
    );
    const { items } = await admin.api.listJobs({
      kind: 'publish-lane',
      state: 'ready',
    });
    await admin.api.cancelJob(items[0].id);

    const [stopped] = (await admin.api.listPublishLanes()).items;
    expect(stopped.stopped).toEqual({
      jobId: items[0].id,
      state: 'cancelled',
    });
    await admin.api.resumeJobs(subject);
    await admin.api.replayJob(items[0].id);
    await harness.untilReady(requestId);
    const [running] = (await admin.api.listPublishLanes()).items;
    expect(running.stopped).toBeUndefined();
  });

  it.each([
    [
      { scope: 'kind', name: 'reconcile' },
      /reconcile-request, publish-lane, resync-repository/,
    ],
    [{ scope: 'target', name: 'nowhere' }, /us-east-1, us-west-2/],
    [{ scope: 'team', name: 'system' }, /paused by their kinds/],
    [{ scope: 'team', name: 'user:default/remy' }, /a group/],
    [{ scope: 'team', name: 'platfrom' }, /a group of the catalog/],
  ] as const)(
    'refuses to pause %j, and says what can be',
    async (subject, expected) => {
      const { status, body } = await harness.admin.send('POST', '/v1/pauses', {
        body: { ...subject, reason: 'Test' },
      });
      expect(status).toBe(400);
      expect(body.errors).toEqual([
        {
          field: 'name',
          expected: expect.stringMatching(expected),
          got: JSON.stringify(subject.name),
        },
      ]);
      expect((await harness.admin.api.listPauses()).items).toEqual([]);
    },
  );

  it('replays many by filter, a bounded number a call, and audits each', async () => {
    const { admin } = harness;
    const requestIds = [];
    for (let count = 0; count < 3; count++) {
      const { id } = await harness.aReadyPreview(preview);
      await harness.untilSettled(id);
      requestIds.push(id);
    }
    await admin.api.pauseJobs({
      scope: 'team',
      name: 'platform',
      reason: 'To cancel what waits',
    });
    for (const id of requestIds) {
      const job = await admin.api.reconcileRequest(id);
      await admin.api.cancelJob(job.id);
    }
    await admin.api.resumeJobs({ scope: 'team', name: 'platform' });
    const filter = {
      state: 'cancelled',
      kind: 'reconcile-request',
      team: 'platform',
    } as const;

    const first = await admin.api.replayJobs({ ...filter, limit: 2 });
    expect(first.replayed).toBe(2);
    expect(first.left).toBeGreaterThanOrEqual(1);
    const { replayed, left } = await admin.api.replayJobs(filter);
    expect(replayed).toBe(first.left);
    expect(left).toBe(0);
    for (const id of requestIds) {
      await harness.untilSettled(id);
      const { items } = await admin.api.listRequestAudit(id);
      expect(items.map(({ action }) => action)).toContain('job.replayed');
    }
  });

  it.each([
    [{}, 'all: true'],
    [{ kind: 'reconcile' }, 'one of reconcile-request'],
  ])('replays nothing for %j', async (body, expected) => {
    const answer = await harness.admin.send('POST', '/v1/jobs/replay', {
      body,
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(expected);
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
