import { mockServices } from '@backstage/backend-test-utils';
import { SpanStatusCode } from '@opentelemetry/api';
import { FakeClock } from '../__testUtils__/FakeClock';
import { TestTelemetry } from '../__testUtils__/TestTelemetry';
import { PublishOutcome } from '../publishers/Publisher';
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
  it('counts operations by what became of them', async () => {
    const telemetry = new TestTelemetry();
    const tracker = OtelLaneTracker.create({
      meter: telemetry.meter,
      tracer: telemetry.tracer,
      clock: new FakeClock(),
    });
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
    await telemetry.shutdown();
  });
});
