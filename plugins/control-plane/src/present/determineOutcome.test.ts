import { Approval } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest } from '../__testUtils__/aRequest';
import { aDigest, aRevision } from '../__testUtils__/aRevision';
import { determineOutcome } from './determineOutcome';

function anApproval(over: Partial<Approval> = {}): Approval {
  return {
    id: 'a-1',
    generation: 1,
    decision: 'approve',
    decidedBy: 'user:default/ada',
    planDigest: aDigest('1'),
    comment: '',
    decidedAt: '2026-11-20T09:00:00.000Z',
    ...over,
  };
}

describe('determineOutcome', () => {
  const request = aRequest();

  it('is waiting while nobody has decided', () => {
    expect(determineOutcome({ request, revision: aRevision() })).toEqual({
      kind: 'waiting',
    });
  });

  it.each(['approved', 'effective'] as const)(
    'names who approved a revision that is %s',
    state => {
      const approval = anApproval();
      const revision = aRevision({ state, approvals: [approval] });
      expect(determineOutcome({ request, revision })).toEqual({
        kind: 'approved',
        approval,
      });
    },
  );

  it('names who rejected it, not who approved before', () => {
    const approval = anApproval({ id: 'a-2', decision: 'reject' });
    const revision = aRevision({
      state: 'rejected',
      endedReason: 'Too expensive',
      approvals: [anApproval(), approval],
    });
    expect(determineOutcome({ request, revision })).toEqual({
      kind: 'rejected',
      approval,
      reason: 'Too expensive',
    });
  });

  it('leads from a superseded revision to the one that waits in its place', () => {
    const revision = aRevision({
      state: 'superseded',
      endedAt: '2026-11-20T10:00:00.000Z',
    });
    const open = {
      slot: 'spec',
      action: 'update',
      state: 'pending_approval',
      planDigest: aDigest('2'),
      requestedBy: 'user:default/remy',
      requestedAt: '2026-11-20T10:00:00.000Z',
    } as const;
    expect(
      determineOutcome({
        request: aRequest({
          openRevisions: [
            { ...open, generation: 2, slot: 'lease', action: 'extend' },
            { ...open, generation: 3 },
          ],
        }),
        revision,
      }),
    ).toMatchObject({ kind: 'superseded', successor: 3 });
  });
});
