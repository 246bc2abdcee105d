import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  createTestStores,
  TEST_DATABASE_IDS,
  TestStores,
} from '../__testUtils__/createTestStores';
import { TestTelemetry } from '../__testUtils__/TestTelemetry';
import { SystemClock } from '../clock';
import { reconcileJob, resyncRepositoryJob } from '../domain/reconcile/jobs';
import { observeBacklog } from './observeBacklog';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('observeBacklog on %s', id => {
  let world: TestStores;
  let telemetry: TestTelemetry;

  beforeAll(async () => {
    world = await createTestStores(databases, id);
    telemetry = new TestTelemetry();
    observeBacklog({
      ...world,
      meter: telemetry.meter,
      clock: new SystemClock(),
      logger: mockServices.logger.mock(),
    });
  });

  afterAll(() => telemetry.shutdown());

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
});
