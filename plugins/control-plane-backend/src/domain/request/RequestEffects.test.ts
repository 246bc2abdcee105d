import { aRequest, aRevision } from '../../__testUtils__/builders';
import { followedBy, noEffects } from './RequestEffects';

const before = aRequest({ phase: 'pending_approval' });
const after = aRequest({ phase: 'queued' });
const job = (key: string) => ({ kind: 'k', key, group: 'g', payload: {} });

describe('followedBy', () => {
  it('keeps the request of the second and everything that both do, in order', () => {
    const older = aRevision({ generation: 1, state: 'superseded' });
    const both = followedBy(
      {
        ...noEffects(before),
        changedRevisions: [older],
        jobs: [job('a')],
        audit: [{ actor: 'a', action: 'first', details: {} }],
        outbox: [{ kind: 'request_changed', requestId: 'r', payload: {} }],
      },
      {
        ...noEffects(after),
        jobs: [job('b')],
        audit: [{ actor: 'a', action: 'second', details: {} }],
        outbox: [{ kind: 'decision_taken', requestId: 'r', payload: {} }],
      },
    );
    expect(both.request).toBe(after);
    expect(both.newRevision).toBeUndefined();
    expect(both.changedRevisions).toEqual([older]);
    expect(both.jobs.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(both.audit.map(({ action }) => action)).toEqual(['first', 'second']);
    expect(both.outbox.map(({ kind }) => kind)).toEqual([
      'request_changed',
      'decision_taken',
    ]);
  });

  it('stores a new revision in the state in which the second leaves it', () => {
    const revision = aRevision({ generation: 2, state: 'pending_approval' });
    const older = aRevision({ generation: 1, state: 'superseded' });
    const both = followedBy(
      {
        ...noEffects(before),
        newRevision: { revision, manifests: [] },
        changedRevisions: [older],
      },
      {
        ...noEffects(after),
        changedRevisions: [{ ...revision, state: 'approved' }],
      },
    );
    expect(both.newRevision?.revision.state).toBe('approved');
    expect(both.changedRevisions).toEqual([older]);
  });

  it('lets the last change of a revision win', () => {
    const both = followedBy(
      {
        ...noEffects(before),
        changedRevisions: [aRevision({ state: 'pending_approval' })],
      },
      {
        ...noEffects(after),
        changedRevisions: [aRevision({ state: 'withdrawn' })],
      },
    );
    expect(both.changedRevisions.map(({ state }) => state)).toEqual([
      'withdrawn',
    ]);
  });
});
