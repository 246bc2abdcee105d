import {
  REQUEST_PHASES,
  RequestPhase,
  RevisionState,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest, aRevision } from '../__testUtils__/fixtures';
import { judgeWait, WaitVerdict } from './judgeWait';

const failure = (retryable: boolean) => ({
  step: 'publish',
  message: '',
  since: '2030-01-31T11:00:00.000Z',
  failure: {
    reason: 'RemoteRefused',
    message: 'the remote refused the push',
    advice: 'give the deploy key write access',
    retryable,
  },
});

describe('judgeWait for a phase', () => {
  const verdicts: Record<RequestPhase, WaitVerdict['type']> = {
    pending_approval: 'waiting',
    approved: 'waiting',
    queued: 'waiting',
    reconciling: 'waiting',
    awaiting_merge: 'waiting',
    ready: 'reached',
    failed: 'ended',
    asleep: 'waiting',
    deleting: 'ended',
    deleted: 'ended',
    rejected: 'ended',
    withdrawn: 'ended',
  };

  it.each(REQUEST_PHASES)('ready, from %s', phase => {
    const verdict = judgeWait(
      { type: 'phase', phase: 'ready' },
      aRequest({ phase }),
    );
    expect(verdict.type).toBe(verdicts[phase]);
  });

  it.each(REQUEST_PHASES)('is reached in %s itself', phase => {
    expect(judgeWait({ type: 'phase', phase }, aRequest({ phase }))).toEqual({
      type: 'reached',
    });
  });

  it('waits through the deletion for the end of it', () => {
    const goal = { type: 'phase', phase: 'deleted' } as const;
    expect(judgeWait(goal, aRequest({ phase: 'deleting' })).type).toBe(
      'waiting',
    );
  });

  it('waits through a failure that is tried again', () => {
    const goal = { type: 'phase', phase: 'ready' } as const;
    expect(
      judgeWait(goal, aRequest({ phase: 'failed', progress: failure(true) })),
    ).toEqual({ type: 'waiting' });
  });

  it('tells why a failure is final and what to do', () => {
    const goal = { type: 'phase', phase: 'ready' } as const;
    expect(
      judgeWait(goal, aRequest({ phase: 'failed', progress: failure(false) })),
    ).toEqual({
      type: 'ended',
      reason:
        'step publish failed: the remote refused the push; give the deploy key write access',
    });
  });
});

describe('judgeWait for a revision', () => {
  const goal = { type: 'revision', generation: 2 } as const;

  it.each<[RevisionState, RequestPhase, WaitVerdict['type']]>([
    ['pending_approval', 'ready', 'waiting'],
    ['approved', 'ready', 'waiting'],
    ['approved', 'reconciling', 'waiting'],
    ['effective', 'reconciling', 'waiting'],
    ['effective', 'ready', 'reached'],
    ['rejected', 'ready', 'ended'],
    ['withdrawn', 'ready', 'ended'],
    ['superseded', 'ready', 'ended'],
    ['approved', 'failed', 'ended'],
  ])('%s while the request is %s: %s', (state, phase, expected) => {
    const revision = aRevision({ generation: 2, action: 'update', state });
    expect(judgeWait(goal, aRequest({ phase }), revision).type).toBe(expected);
  });

  it.each<[RequestPhase, WaitVerdict['type']]>([
    ['ready', 'waiting'],
    ['deleting', 'waiting'],
    ['deleted', 'reached'],
  ])('a deletion while the request is %s: %s', (phase, expected) => {
    const revision = aRevision({
      generation: 2,
      action: 'delete',
      state: 'effective',
    });
    expect(judgeWait(goal, aRequest({ phase }), revision).type).toBe(expected);
  });

  it('repeats why a revision ended', () => {
    const revision = aRevision({
      generation: 2,
      state: 'rejected',
      endedReason: 'wait for the freeze to end',
    });
    expect(judgeWait(goal, aRequest(), revision)).toEqual({
      type: 'ended',
      reason: 'generation 2 was rejected: wait for the freeze to end',
    });
  });
});
