import { Knex } from 'knex';
import { Revision } from '../../../domain/revision/Revision';
import { Decision, DecisionQuery } from '../../RevisionStore';
import { ApprovalRow, rowToApproval } from '../../rows/ApprovalRow';
import { tables } from '../../tables';
import { applyVisibility } from '../request/applyVisibility';

type DecisionRow = ApprovalRow & {
  action: Revision['action'];
  team: string;
  app: string;
};

/** One page of decisions, newest first, on the requests that a caller may see. */
export async function listDecisions(
  db: Knex,
  query: DecisionQuery,
): Promise<Decision[]> {
  const { team, app, requestId, before } = query;
  const rows = db(tables.approvals)
    .join(tables.requests, 'requests.id', 'approvals.request_id')
    .join(tables.revisions, join =>
      join
        .on('revisions.request_id', 'approvals.request_id')
        .andOn('revisions.generation', 'approvals.generation'),
    )
    .select<DecisionRow[]>(
      'approvals.*',
      'revisions.action',
      'requests.team',
      'requests.app',
    );
  applyVisibility(rows, query.visible);
  if (team !== undefined) {
    rows.where('requests.team', team);
  }
  if (app !== undefined) {
    rows.where('requests.app', app);
  }
  if (requestId !== undefined) {
    rows.where('approvals.request_id', requestId);
  }
  if (query.byPeople) {
    rows.whereNot('approvals.decided_by', 'like', 'policy:%');
  }
  if (before) {
    rows.whereRaw('(approvals.decided_at, approvals.id) < (?, ?)', [
      before.decidedAt,
      before.id,
    ]);
  }
  rows
    .orderBy('approvals.decided_at', 'desc')
    .orderBy('approvals.id', 'desc')
    .limit(query.limit);
  return (await rows).map(row => ({
    ...rowToApproval(row),
    action: row.action,
    team: row.team,
    app: row.app,
  }));
}
