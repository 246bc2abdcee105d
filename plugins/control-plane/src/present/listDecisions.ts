import {
  Approval,
  Revision,
  RevisionAction,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A decision and what it was about. */
export interface Decided {
  requestId: string;
  action: RevisionAction;
  approval: Approval;
}

/** Every decision on these revisions, the newest first. */
export function listDecisions(revisions: readonly Revision[]): Decided[] {
  return revisions
    .flatMap(({ requestId, action, approvals }) =>
      approvals.map(approval => ({ requestId, action, approval })),
    )
    .sort((one, other) =>
      other.approval.decidedAt.localeCompare(one.approval.decidedAt),
    );
}
