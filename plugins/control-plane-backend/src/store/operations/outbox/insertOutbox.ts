import { Knex } from 'knex';
import { NewOutboxEntry } from '../../../domain/outbox/OutboxEntry';
import { sinksOf } from '../../../domain/outbox/sinksOf';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { ColumnTypes, insertRows } from '../../../sql/rowsRelation';
import { Writing } from '../../../sql/runTogether';
import { outboxEntryToRow } from '../../rows/OutboxRow';
import { tables } from '../../tables';

/** Stores entries of the outbox, a row for each sink that is told. */
export function insertOutbox(
  db: Knex,
  clock: DatabaseClock,
  entries: readonly NewOutboxEntry[],
): Writing[] {
  if (entries.length === 0) {
    return [];
  }
  const now = clock.now(db);
  return [
    {
      statement: insertRows(db, tables.outbox, {
        types: COLUMNS,
        rows: entries.flatMap(entry =>
          sinksOf(entry).map(sink => outboxEntryToRow(entry, sink)),
        ),
        stamped: { created_at: now, available_at: now },
      }),
    },
  ];
}

const COLUMNS: ColumnTypes<ReturnType<typeof outboxEntryToRow>> = {
  sink: 'text',
  kind: 'text',
  request_id: 'text',
  payload: 'text',
  attempts: 'integer',
};
