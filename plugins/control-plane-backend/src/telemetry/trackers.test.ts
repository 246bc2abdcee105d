import { mockServices } from '@backstage/backend-test-utils';
import { SpanStatusCode } from '@opentelemetry/api';
import { FakeClock } from '../__testUtils__/FakeClock';
import { TestTelemetry } from '../__testUtils__/TestTelemetry';
import { PublishOutcome } from '../publishers/Publisher';
import { ClaimedJob } from '../domain/job/Job';
import { Publication } from '../domain/publication/Publication';
import { OtelJobWorkerEvents } from './OtelJobWorkerEvents';
import { OtelLaneTracker } from './OtelLaneTracker';
import { OtelStepTracker } from './OtelStepTracker';

const request = { id: 'req-0123456789abcdef', generation: 3 };

describe('OtelStepTracker', () => {
  const telemetry = new TestTelemetry();
  const logger = mockServices.logger.mock();
  const tracker = OtelStepTracker.create({
    meter: telemetry.meter,
    tracer: telemetry.tracer,
    clock: new FakeClock(),
    logger,
  });

  afterAll(() => telemetry.shutdown());

  it('gives each step a span, a duration and a log line that name its request', async () => {
    const result = await tracker.track('publish', request, async () => ({
      type: 'ended',
      outcome: { type: 'done' },
      did: 'Published it',
    }));
    expect(result).toEqual({
      type: 'ended',
      outcome: { type: 'done' },
      did: 'Published it',
    });
    expect(telemetry.spans().at(-1)).toMatchObject({
      name: 'reconcile publish',
      attributes: {
        'control_plane.request_id': request.id,
        'control_plane.generation': 3,
      },
    });
    await expect(
      telemetry.points('control_plane_reconcile_step_duration_seconds'),
    ).resolves.toContainEqual({
      attributes: { step: 'publish', outcome: 'done' },
      value: 1,
    });
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining(request.id),
      expect.objectContaining({ requestId: request.id, step: 'publish' }),
    );
  });

  it('marks the span of a step that throws and throws on', async () => {
    await expect(
      tracker.track('finalize', request, async () => {
        throw new Error('the database went away');
      }),
    ).rejects.toThrow('the database went away');
    expect(telemetry.spans().at(-1)?.status.code).toBe(SpanStatusCode.ERROR);
    await expect(
      telemetry.points('control_plane_reconcile_step_duration_seconds'),
    ).resolves.toContainEqual({
      attributes: { step: 'finalize', outcome: 'error' },
      value: 1,
    });
  });
});

describe('OtelLaneTracker', () => {
  const publication: Publication = {
    operationId: 'op-1',
    repository: 'gitops',
    branch: 'main',
    owner: { type: 'target', target: 'us-east-1' },
    purpose: 'publish',
    state: 'published',
    planDigest: 'sha256:plan',
    paths: [],
    attempts: 1,
    createdAt: new Date('2026-11-21T10:00:00Z'),
    finishedAt: new Date('2026-11-21T10:00:07Z'),
  };

  let telemetry: TestTelemetry;

  beforeEach(() => {
    telemetry = new TestTelemetry();
  });

  afterEach(() => telemetry.shutdown());

  function track(repositories: string[]): OtelLaneTracker {
    return OtelLaneTracker.create({
      meter: telemetry.meter,
      tracer: telemetry.tracer,
      clock: new FakeClock(),
      repositories,
    });
  }

  it('counts operations by what became of them', async () => {
    const tracker = track([]);
    const outcomes = new Map<string, PublishOutcome>([
      ['op-1', { type: 'published', commit: 'a'.repeat(40) }],
      ['op-2', { type: 'published', commit: 'b'.repeat(40) }],
      [
        'op-3',
        {
          type: 'rejected',
          reason: 'secret_found',
          message: '',
          advice: '',
          retryable: false,
        },
      ],
    ]);
    await tracker.track('gitops', 3, async () => outcomes);
    await expect(
      telemetry.points('control_plane_publish_operations_total'),
    ).resolves.toEqual([
      { attributes: { repository: 'gitops', outcome: 'published' }, value: 2 },
      {
        attributes: { repository: 'gitops', outcome: 'secret_found' },
        value: 1,
      },
    ]);
  });

  it('counts what is refused before it comes to Git', async () => {
    const tracker = track([]);
    tracker.settled({
      ...publication,
      state: 'failed',
      reason: 'approval_void',
    });
    tracker.settled({ ...publication, state: 'failed', reason: 'push_denied' });
    await expect(
      telemetry.points('control_plane_publish_operations_total'),
    ).resolves.toEqual([
      {
        attributes: { repository: 'gitops', outcome: 'approval_void' },
        value: 1,
      },
    ]);
  });

  it('tells how long a publication took from intent to branch, once it is there', async () => {
    const tracker = track([]);
    tracker.settled(publication);
    tracker.settled({ ...publication, state: 'failed' });
    tracker.settled({ ...publication, state: 'skipped' });
    tracker.settled({
      ...publication,
      state: 'pending',
      finishedAt: undefined,
    });
    await expect(
      telemetry.points('control_plane_publication_latency_seconds'),
    ).resolves.toEqual([
      { attributes: { repository: 'gitops', purpose: 'publish' }, value: 1 },
    ]);
  });

  it('counts what is tried again by repository and reason, and nothing that has ended', async () => {
    const tracker = track([]);
    const locked: Publication = {
      ...publication,
      state: 'pending',
      reason: 'branch_locked',
      finishedAt: undefined,
    };
    tracker.settled(locked);
    tracker.settled({ ...locked, attempts: 2 });
    tracker.settled({ ...locked, repository: 'edge', reason: 'unreachable' });
    tracker.settled({ ...locked, state: 'failed', reason: 'push_denied' });
    tracker.settled({ ...publication, attempts: 3 });
    await expect(
      telemetry.points('control_plane_publication_retries_total'),
    ).resolves.toEqual([
      {
        attributes: { repository: 'gitops', reason: 'branch_locked' },
        value: 2,
      },
      { attributes: { repository: 'edge', reason: 'unreachable' }, value: 1 },
    ]);
  });

  it('begins its counters at zero, so that the first failure of a repository is growth', async () => {
    track(['gitops', 'edge']);
    const operations = await telemetry.points(
      'control_plane_publish_operations_total',
    );
    const retries = await telemetry.points(
      'control_plane_publication_retries_total',
    );
    for (const repository of ['gitops', 'edge']) {
      expect(operations).toContainEqual({
        attributes: { repository, outcome: 'published' },
        value: 0,
      });
      expect(operations).toContainEqual({
        attributes: { repository, outcome: 'push_denied' },
        value: 0,
      });
      expect(retries).toContainEqual({
        attributes: { repository, reason: 'branch_locked' },
        value: 0,
      });
    }
  });

  it('leaves room for what happens where there are very many repositories', async () => {
    const tracker = track(Array.from({ length: 500 }, (_, each) => `r${each}`));
    await tracker.track(
      'r499',
      1,
      async () => new Map([['op-1', { type: 'unchanged', head: 'a' }]]),
    );
    await expect(
      telemetry.points('control_plane_publish_operations_total'),
    ).resolves.toContainEqual({
      attributes: { repository: 'r499', outcome: 'unchanged' },
      value: 1,
    });
  });
});

describe('OtelJobWorkerEvents', () => {
  const dueAt = new Date('2026-11-21T10:00:00Z');
  const job: ClaimedJob = {
    id: '00000000-0000-7000-8000-000000000001',
    kind: 'reconcile-request',
    key: 'req-1',
    group: 'payments',
    priority: 0,
    payload: {},
    state: 'leased',
    attempt: 1,
    maxAttempts: 10,
    runAt: dueAt,
    createdAt: dueAt,
    claimedAt: new Date('2026-11-21T10:00:02Z'),
    runAgain: false,
    ticket: 'ticket',
  };
  const attributes = { kind: 'reconcile-request' };

  it('counts failed attempts that are followed by another, and tells how long each job waited', async () => {
    const telemetry = new TestTelemetry();
    const events = OtelJobWorkerEvents.create({
      meter: telemetry.meter,
      kinds: [],
    });
    events.attemptStarted(job);
    events.attemptEnded(job, 'retryable', 0.1);
    events.attemptStarted({ ...job, attempt: 2 });
    events.attemptEnded({ ...job, attempt: 2 }, 'parked', 0.1);
    events.attemptStarted({ ...job, attempt: 10 });
    events.attemptEnded({ ...job, attempt: 10 }, 'retryable', 0.1);

    await expect(
      telemetry.points('control_plane_job_retries_total'),
    ).resolves.toEqual([{ attributes, value: 1 }]);
    await expect(
      telemetry.points('control_plane_job_wait_seconds'),
    ).resolves.toEqual([{ attributes, value: 3 }]);
    await expect(
      telemetry.points('control_plane_job_attempts_total'),
    ).resolves.toEqual([
      { attributes: { ...attributes, end: 'retryable' }, value: 2 },
      { attributes: { ...attributes, end: 'parked' }, value: 1 },
    ]);
    await expect(
      telemetry.points('control_plane_jobs_running'),
    ).resolves.toEqual([{ attributes, value: 0 }]);
    await telemetry.shutdown();
  });

  it('begins its counters at zero for each kind and end, so that the first lost lease is growth', async () => {
    const telemetry = new TestTelemetry();
    const events = OtelJobWorkerEvents.create({
      meter: telemetry.meter,
      kinds: ['reconcile-request', 'publish-lane'],
    });
    const ended = await telemetry.points('control_plane_job_attempts_total');
    const ends = [
      'done',
      'parked',
      'retryable',
      'terminal',
      'lost',
      'released',
    ];
    expect(ended).toEqual(
      ['reconcile-request', 'publish-lane'].flatMap(kind =>
        ends.map(end => ({ attributes: { kind, end }, value: 0 })),
      ),
    );
    await expect(
      telemetry.points('control_plane_job_retries_total'),
    ).resolves.toEqual([
      { attributes, value: 0 },
      { attributes: { kind: 'publish-lane' }, value: 0 },
    ]);
    for (const unlabelled of ['rescued', 'purged']) {
      await expect(
        telemetry.points(`control_plane_jobs_${unlabelled}_total`),
      ).resolves.toEqual([{ attributes: {}, value: 0 }]);
    }

    events.attemptStarted(job);
    events.attemptEnded(job, 'lost', 0.1);
    await expect(
      telemetry.points('control_plane_job_attempts_total'),
    ).resolves.toContainEqual({
      attributes: { ...attributes, end: 'lost' },
      value: 1,
    });
    await telemetry.shutdown();
  });
});
