import {
  Approval,
  isOpenRevision,
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What has become of a revision that somebody may want to decide on. */
export type Outcome =
  | { kind: 'waiting' }
  | { kind: 'approved'; approval?: Approval }
  | { kind: 'rejected'; approval?: Approval; reason?: string }
  | { kind: 'withdrawn'; at?: string; reason?: string }
  | {
      kind: 'superseded';
      at?: string;
      reason?: string;
      /** Generation that waits in its place, if one does. */
      successor?: number;
    };

/** Judges from the records who decided what, or what else ended the revision. */
export function determineOutcome(options: {
  revision: Revision;
  request: EnvironmentRequest;
}): Outcome {
  const { revision, request } = options;
  const { endedAt: at, endedReason: reason } = revision;
  switch (revision.state) {
    case 'pending_approval':
      return { kind: 'waiting' };
    case 'approved':
    case 'effective':
      return { kind: 'approved', approval: lastOf(revision, 'approve') };
    case 'rejected':
      return { kind: 'rejected', approval: lastOf(revision, 'reject'), reason };
    case 'withdrawn':
      return { kind: 'withdrawn', at, reason };
    case 'superseded':
      return {
        kind: 'superseded',
        at,
        reason,
        successor: request.openRevisions.find(
          open =>
            open.generation > revision.generation &&
            isOpenRevision(open.state) &&
            (open.slot === revision.slot || open.action === 'delete'),
        )?.generation,
      };
    default: {
      const unreachable: never = revision.state;
      throw new Error(`Unknown revision state ${unreachable}`);
    }
  }
}

function lastOf(
  revision: Revision,
  decision: Approval['decision'],
): Approval | undefined {
  return revision.approvals
    .filter(approval => approval.decision === decision)
    .sort((one, other) => one.decidedAt.localeCompare(other.decidedAt))
    .at(-1);
}
