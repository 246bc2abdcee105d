import { Knex } from 'knex';
import { NewAuditEntry } from '../../../domain/audit/AuditEntry';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { ColumnTypes, insertRows } from '../../../sql/rowsRelation';
import { Writing } from '../../../sql/runTogether';
import { auditEntryToRow } from '../../rows/AuditEntryRow';
import { tables } from '../../tables';

/** Stores audit entries, dated by the database. */
export function insertAudit(
  db: Knex,
  clock: DatabaseClock,
  entries: readonly NewAuditEntry[],
): Writing[] {
  if (entries.length === 0) {
    return [];
  }
  return [
    {
      statement: insertRows(db, tables.auditEntries, {
        types: COLUMNS,
        rows: entries.map(auditEntryToRow),
        stamped: { at: clock.now(db) },
      }),
    },
  ];
}

const COLUMNS: ColumnTypes<ReturnType<typeof auditEntryToRow>> = {
  actor: 'text',
  action: 'text',
  request_id: 'text',
  generation: 'integer',
  before_digest: 'text',
  after_digest: 'text',
  details: 'text',
};
