import { AuditEntry, NewAuditEntry } from '../../domain/audit/AuditEntry';
import { fromDatabaseTime } from '../../sql/databaseTime';
import { fromJson, StoredInstant } from './columns';

export interface AuditEntryRow {
  /** A bigint: text from PostgreSQL, a number from SQLite. */
  id: string | number;
  at: StoredInstant;
  actor: string;
  action: string;
  request_id: string | null;
  generation: number | null;
  before_digest: string | null;
  after_digest: string | null;
  details: string;
}

export function rowToAuditEntry(row: AuditEntryRow): AuditEntry {
  return {
    id: String(row.id),
    at: fromDatabaseTime(row.at),
    actor: row.actor,
    action: row.action,
    requestId: row.request_id ?? undefined,
    generation: row.generation ?? undefined,
    before: row.before_digest ?? undefined,
    after: row.after_digest ?? undefined,
    details: fromJson(row.details),
  };
}

export function auditEntryToRow(
  entry: NewAuditEntry,
): Omit<AuditEntryRow, 'id' | 'at'> {
  return {
    actor: entry.actor,
    action: entry.action,
    request_id: entry.requestId ?? null,
    generation: entry.generation ?? null,
    before_digest: entry.before ?? null,
    after_digest: entry.after ?? null,
    details: JSON.stringify(entry.details),
  };
}
