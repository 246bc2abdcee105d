import { Condition } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest, aRevisionSummary } from '../__testUtils__/fixtures';
import { describeProgress } from './describeProgress';

const since = '2030-01-31T11:00:00.000Z';

const healthy = (status: Condition['status'], reason: string): Condition => ({
  type: 'Healthy',
  status,
  reason,
  message: '',
  lastTransitionTime: since,
  observedGeneration: 1,
});

const failure = {
  reason: 'RemoteRefused',
  message: 'the remote refused the push',
  advice: 'give the deploy key write access',
  retryable: true,
  retryAt: '2030-01-31T12:00:00.000Z',
};

describe('describeProgress', () => {
  it.each<[Parameters<typeof aRequest>[0], string]>([
    [{ phase: 'queued' }, 'queued'],
    [
      { conditions: [healthy('Unknown', 'NotObserved')] },
      'ready; published, not observed',
    ],
    [{ conditions: [healthy('True', 'Healthy')] }, 'ready'],
    [
      {
        phase: 'reconciling',
        conditions: [healthy('Unknown', 'NotObserved')],
        progress: { step: 'publish', message: 'waits for main', since },
      },
      'reconciling; publish: waits for main',
    ],
    [
      {
        phase: 'ready',
        openRevisions: [
          aRevisionSummary({ generation: 2, action: 'extend' }),
          aRevisionSummary({ generation: 3, state: 'approved' }),
        ],
      },
      'ready; the extend of generation 2 waits for an approver',
    ],
    [
      {
        phase: 'failed',
        progress: { step: 'publish', message: '', since, failure },
      },
      'failed; step publish failed: the remote refused the push; give the deploy key write access; tried again at 2030-01-31 12:00:00Z',
    ],
  ])('%j reads %s', (request, expected) => {
    expect(describeProgress(aRequest(request))).toBe(expected);
  });
});
