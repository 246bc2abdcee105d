import { Knex } from 'knex';
import { AuditEntry } from '../../../domain/audit/AuditEntry';
import { AuditQuery } from '../../AuditStore';
import { AuditEntryRow, rowToAuditEntry } from '../../rows/AuditEntryRow';
import { tables } from '../../tables';
import { positionId } from '../positionId';
import { applyVisibility } from '../request/applyVisibility';

/**
 * One page of the record, newest first, as far as it is about requests that `visible` lets through.
 *
 * @remarks
 * An entry about no request has no facts that a filter could look at: only whoever may read everything sees it.
 */
export async function listAudit(
  db: Knex,
  query: AuditQuery,
): Promise<AuditEntry[]> {
  const rows = db(tables.auditEntries).select<AuditEntryRow[]>(
    'audit_entries.*',
  );
  if (query.visible.type !== 'everything') {
    rows.join(tables.requests, 'requests.id', 'audit_entries.request_id');
    applyVisibility(rows, query.visible);
  }
  if (query.actor !== undefined) {
    rows.where('audit_entries.actor', query.actor);
  }
  if (query.action !== undefined) {
    rows.where('audit_entries.action', query.action);
  }
  if (query.requestId !== undefined) {
    rows.where('audit_entries.request_id', query.requestId);
  }
  if (query.since) {
    rows.where('audit_entries.at', '>=', query.since);
  }
  if (query.until) {
    rows.where('audit_entries.at', '<', query.until);
  }
  if (query.before) {
    rows.whereRaw('(audit_entries.at, audit_entries.id) < (?, ?)', [
      query.before.at,
      positionId(query.before.id),
    ]);
  }
  rows
    .orderBy('audit_entries.at', 'desc')
    .orderBy('audit_entries.id', 'desc')
    .limit(query.limit);
  return (await rows).map(rowToAuditEntry);
}
