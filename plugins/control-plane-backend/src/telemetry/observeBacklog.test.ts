import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  aPublication,
  aRequest,
  aRevision,
  BUILT_AT,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
  TestStores,
} from '../__testUtils__/createTestStores';
import { TestTelemetry } from '../__testUtils__/TestTelemetry';
import { SystemClock } from '../clock';
import {
  publishLaneJob,
  reconcileJob,
  resyncRepositoryJob,
} from '../domain/reconcile/jobs';
import { observeBacklog } from './observeBacklog';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('observeBacklog on %s', id => {
  let world: TestStores;
  let telemetry: TestTelemetry;

  beforeEach(async () => {
    world = await createTestStores(databases, id);
    telemetry = new TestTelemetry();
    observeBacklog({
      ...world,
      meter: telemetry.meter,
      clock: new SystemClock(),
      logger: mockServices.logger.mock(),
    });
  });

  afterEach(() => telemetry.shutdown());

  const valueOf = async (metric: string) =>
    (await telemetry.points(`control_plane_${metric}`))[0]?.value;

  it('tells of the queue, of pauses and of the clock when it is asked', async () => {
    const { unitOfWork, databaseClock } = world;
    await unitOfWork.run(tx =>
      tx.enqueue([
        reconcileJob({ id: 'req-1', team: 'payments', target: 'us-east-1' }),
        reconcileJob({ id: 'req-2', team: 'platform', target: 'us-west-2' }),
        resyncRepositoryJob('gitops'),
      ]),
    );
    await unitOfWork.run(tx =>
      tx.pauseJobs({
        scope: 'limit',
        name: 'target:us-east-1',
        reason: 'Upgrade',
        by: 'user:default/otto',
      }),
    );
    databaseClock.shift(40);

    await expect(telemetry.points('control_plane_queue_jobs')).resolves.toEqual(
      expect.arrayContaining([
        { attributes: { kind: 'reconcile-request', state: 'ready' }, value: 2 },
        { attributes: { kind: 'resync-repository', state: 'ready' }, value: 1 },
      ]),
    );
    await expect(
      telemetry.points('control_plane_queue_paused_jobs'),
    ).resolves.toEqual([
      { attributes: { kind: 'reconcile-request' }, value: 1 },
    ]);
    const paused = await telemetry.points('control_plane_queue_paused_seconds');
    expect(paused).toEqual([
      {
        attributes: { scope: 'target', name: 'us-east-1' },
        value: expect.any(Number),
      },
    ]);
    expect(paused[0].value).toBeGreaterThanOrEqual(40);
    expect(await valueOf('queue_oldest_due_seconds')).toBeGreaterThanOrEqual(
      40,
    );
    const skew = await valueOf('database_clock_skew_seconds');
    expect(Math.abs(skew - 40)).toBeLessThan(20);
  });

  it('falls to zero for what is gone, as long as somebody reads on', async () => {
    const { unitOfWork, stores, queue } = world;
    const gauges = [
      'requests',
      'queue_jobs',
      'queue_paused_jobs',
      'queue_paused_seconds',
      'publications_pending',
      'publications_oldest_seconds',
    ];
    const read = async (): Promise<Map<string, number>> => {
      const values = new Map<string, number>();
      for (const gauge of gauges) {
        for (const { attributes, value } of await telemetry.points(
          `control_plane_${gauge}`,
        )) {
          values.set([gauge, ...Object.values(attributes)].join(' '), value);
        }
      }
      return values;
    };
    const failed = aRequest({ phase: 'failed' });
    await stores.requests.insert(failed);
    await stores.revisions.insert(aRevision(), []);
    await stores.publications.insert(aPublication());
    await unitOfWork.run(tx =>
      tx.enqueue([resyncRepositoryJob('gitops'), publishLaneJob('gitops')]),
    );
    const kinds = ['resync-repository'];
    const [job] = await queue.claim({ owner: 'worker', limit: 1, kinds });
    await queue.settle(job, { type: 'terminal', message: 'No such branch' });
    const pause = { scope: 'kind', name: 'publish-lane' } as const;
    await unitOfWork.run(tx =>
      tx.pauseJobs({ ...pause, reason: 'Upgrade', by: 'user:default/otto' }),
    );
    const full = await read();
    expect(Object.fromEntries(full)).toEqual({
      'requests failed': 1,
      'queue_jobs resync-repository dead': 1,
      'queue_jobs publish-lane ready': 1,
      'queue_paused_jobs publish-lane': 1,
      'queue_paused_seconds kind publish-lane': expect.any(Number),
      'publications_pending gitops': 1,
      'publications_oldest_seconds gitops': expect.any(Number),
    });

    await unitOfWork.run(async tx => {
      await tx.resumeJobs(pause);
      await tx.requests.update({ ...failed, phase: 'ready' });
      await tx.publications.settle(
        aPublication({ state: 'unchanged', finishedAt: BUILT_AT }),
      );
      await tx.replayJob(job.id);
    });
    const waiting = await queue.list({ state: 'ready', limit: 9 });
    await unitOfWork.run(async tx => {
      for (const { id: jobId } of waiting) {
        await tx.cancelJob(jobId);
      }
    });

    const nothing = [...full.keys()].map(series => [series, 0]);
    const empty = { ...Object.fromEntries(nothing), 'requests ready': 1 };
    expect(Object.fromEntries(await read())).toEqual(empty);
    expect(Object.fromEntries(await read())).toEqual(empty);
  });
});
