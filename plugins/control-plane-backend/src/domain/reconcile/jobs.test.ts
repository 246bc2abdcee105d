import { JOB_KINDS } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  limitKeyOfTarget,
  publishLaneJob,
  reconcileJob,
  resyncRepositoryJob,
  targetOfLimitKey,
} from './jobs';

describe('jobs', () => {
  it('come in the kinds that people are told of', () => {
    const request = { id: 'req-1', team: 'payments', target: 'eu-runtime' };
    expect([
      reconcileJob(request).kind,
      publishLaneJob('gitops').kind,
      resyncRepositoryJob('gitops').kind,
    ]).toEqual(JOB_KINDS);
  });

  it('name their target by their limit key', () => {
    expect(targetOfLimitKey(limitKeyOfTarget('eu-runtime'))).toBe('eu-runtime');
  });

  it('reconciles one request at a time, in the share of its team and the limit of its target', () => {
    expect(
      reconcileJob({ id: 'req-1', team: 'payments', target: 'eu-runtime' }),
    ).toEqual({
      kind: 'reconcile-request',
      key: 'req-1',
      group: 'payments',
      limitKey: 'target:eu-runtime',
      payload: { requestId: 'req-1' },
    });
  });

  it('has one lane and one resync a repository, the lane ahead of others', () => {
    expect(publishLaneJob('gitops')).toEqual({
      kind: 'publish-lane',
      key: 'gitops',
      group: 'system',
      priority: 10,
      payload: { repository: 'gitops' },
    });
    expect(resyncRepositoryJob('gitops')).toEqual({
      kind: 'resync-repository',
      key: 'gitops',
      group: 'system',
      payload: { repository: 'gitops' },
    });
  });
});
