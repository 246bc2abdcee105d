import { Knex } from 'knex';
import { Revision } from '../../../domain/revision/Revision';
import { PendingQuery, PendingScope } from '../../RevisionStore';
import { RevisionRow, rowToRevision } from '../../rows/RevisionRow';
import { tables } from '../../tables';
import { applyVisibility } from '../request/applyVisibility';
import { editsDecidedOn } from './editsDecidedOn';

/** One page of the revisions that wait for a person, the oldest first. */
export async function listPendingApprovals(
  db: Knex,
  query: PendingQuery,
): Promise<Revision[]> {
  const rows = pending(db, query).select<RevisionRow[]>('revisions.*');
  if (query.after) {
    rows.whereRaw(
      '(revisions.requested_at, revisions.request_id, revisions.generation) > (?, ?, ?)',
      [query.after.requestedAt, query.after.requestId, query.after.generation],
    );
  }
  rows
    .orderBy([
      'revisions.requested_at',
      'revisions.request_id',
      'revisions.generation',
    ])
    .limit(query.limit);
  return (await rows).map(rowToRevision);
}

export async function countPendingApprovals(
  db: Knex,
  scope: PendingScope,
): Promise<number> {
  const [{ count }] = await pending(db, scope).count({ count: '*' });
  return Number(count);
}

/** The state is a literal, as in the condition of the partial index `revisions_pending_idx`. */
function pending(db: Knex, scope: PendingScope): Knex.QueryBuilder {
  const query = db(tables.revisions)
    .join(tables.requests, 'requests.id', 'revisions.request_id')
    .whereRaw(`revisions.state = 'pending_approval'`);
  applyVisibility(query, scope.visible);
  if (scope.team !== undefined) {
    query.where('requests.team', scope.team);
  }
  if (scope.app !== undefined) {
    query.where('requests.app', scope.app);
  }
  if (scope.requestId !== undefined) {
    query.where('revisions.request_id', scope.requestId);
  }
  if (scope.independentOf && scope.independentOf.length > 0) {
    const claims = scope.independentOf;
    query.whereNotIn('revisions.requested_by', claims).whereNotExists(edits =>
      edits
        .select(db.raw('1'))
        .from({ edits: tables.revisions })
        .whereRaw(
          editsDecidedOn({
            edit: 'edits',
            decided: 'revisions',
            request: 'requests',
          }),
        )
        .whereIn('edits.requested_by', claims),
    );
  }
  return query;
}
