import {
  AuditEntry,
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Who asked and who decided, newest first. */
export function auditOf(
  request: EnvironmentRequest,
  revisions: readonly Revision[],
): AuditEntry[] {
  return revisions
    .flatMap(revision => [
      auditEntry(request.id, {
        at: revision.requestedAt,
        actor: revision.requestedBy,
        action: 'revision.proposed',
        generation: revision.generation,
        after: revision.planDigest,
        details: {
          action: revision.action,
          class: revision.class.name,
          reason: revision.reason,
        },
      }),
      ...revision.approvals.map(approval =>
        auditEntry(request.id, {
          at: approval.decidedAt,
          actor: approval.decidedBy,
          action:
            approval.decision === 'approve'
              ? 'revision.approved'
              : 'revision.rejected',
          generation: revision.generation,
          after: approval.planDigest,
          details: approval.comment ? { comment: approval.comment } : {},
        }),
      ),
    ])
    .sort((one, other) => other.at.localeCompare(one.at));
}

export function auditEntry(
  requestId: string,
  entry: Omit<AuditEntry, 'id' | 'requestId'>,
): AuditEntry {
  return {
    id: [requestId, entry.generation, entry.action, entry.at].join(' '),
    requestId,
    ...entry,
  };
}
