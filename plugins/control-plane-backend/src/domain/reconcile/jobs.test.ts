import { publishLaneJob, reconcileJob, resyncRepositoryJob } from './jobs';

describe('jobs', () => {
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
