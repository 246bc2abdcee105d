import { Knex } from 'knex';
import { NewAuditEntry } from '../../../domain/audit/AuditEntry';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { Writing } from '../../../sql/runTogether';
import { AuditEntryRow, auditEntryToRow } from '../../rows/AuditEntryRow';
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
  const at = clock.now(db);
  return [
    {
      statement: db<AuditEntryRow>(tables.auditEntries).insert(
        entries.map(entry => ({ ...auditEntryToRow(entry), at })),
      ),
    },
  ];
}
