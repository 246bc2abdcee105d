import { Job } from './Job';
import { observeJob, QueueMoment } from './jobWait';
import { Pause, PauseName } from './Pause';

const now = new Date('2026-11-21T10:00:00Z');
const later = new Date('2026-11-21T10:00:01Z');

const job: Job = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'reconcile-request',
  key: 'req-0123456789abcdef',
  group: 'payments',
  limitKey: 'target:eu-1',
  priority: 0,
  payload: {},
  state: 'ready',
  attempt: 0,
  maxAttempts: 10,
  runAt: now,
  createdAt: now,
  runAgain: false,
};

const aPause = (name: PauseName): Pause => ({
  ...name,
  reason: 'Upgrade',
  by: 'user:default/otto',
  at: now,
});

function wait(over: Partial<Job>, moment: Partial<QueueMoment> = {}) {
  return observeJob(
    { ...job, ...over },
    {
      now,
      pauses: [],
      limits: {},
      running: new Map(),
      superseded: new Set(),
      ...moment,
    },
  ).wait;
}

describe('observeJob', () => {
  it.each<PauseName>([
    { scope: 'kind', name: 'reconcile-request' },
    { scope: 'group', name: 'payments' },
    { scope: 'limit', name: 'target:eu-1' },
  ])('names the pause of %j that holds a job, due or not', name => {
    const pause = aPause(name);
    const pauses = [aPause({ scope: 'kind', name: 'payments' }), pause];
    expect(wait({}, { pauses })).toEqual({ reason: 'paused', pause });
    expect(wait({ runAt: later }, { pauses })).toEqual({
      reason: 'paused',
      pause,
    });
  });

  it('names the oldest of several pauses', () => {
    const pauses = [
      aPause({ scope: 'group', name: 'payments' }),
      aPause({ scope: 'kind', name: 'reconcile-request' }),
    ];
    expect(wait({}, { pauses })).toEqual({
      reason: 'paused',
      pause: pauses[0],
    });
  });

  it.each<[string, Partial<Job>, Partial<QueueMoment>, unknown]>([
    ['its time', { runAt: later }, {}, { reason: 'later' }],
    ['its turn', {}, {}, { reason: 'turn' }],
    [
      'its turn while its limit leaves a place',
      {},
      {
        limits: { 'target:eu-1': 2 },
        running: new Map([['target:eu-1', 1]]),
      },
      { reason: 'turn' },
    ],
    [
      'a place within its limit',
      {},
      {
        limits: { 'target:eu-1': 2 },
        running: new Map([['target:eu-1', 2]]),
      },
      { reason: 'limit', most: 2 },
    ],
    [
      'its turn when it has no limit key',
      { limitKey: undefined },
      { limits: { '': 1 }, running: new Map([['', 5]]) },
      { reason: 'turn' },
    ],
  ])('tells that a job waits for %s', (_, over, moment, expected) => {
    expect(wait(over, moment)).toEqual(expected);
  });

  it.each(['leased', 'done', 'dead', 'cancelled'] as const)(
    'says nothing of waiting about a job that is %s',
    state => {
      const pauses = [aPause({ scope: 'group', name: 'payments' })];
      expect(wait({ state }, { pauses })).toBeUndefined();
    },
  );
});
