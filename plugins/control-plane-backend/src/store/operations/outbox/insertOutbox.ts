import { Knex } from 'knex';
import { NewOutboxEntry } from '../../../domain/outbox/OutboxEntry';
import { sinksOf } from '../../../domain/outbox/sinksOf';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { Writing } from '../../../sql/runTogether';
import { OutboxRow, outboxEntryToRow } from '../../rows/OutboxRow';
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
      statement: db<OutboxRow>(tables.outbox).insert(
        entries.flatMap(entry =>
          sinksOf(entry).map(sink => ({
            ...outboxEntryToRow(entry, sink),
            created_at: now,
            available_at: now,
          })),
        ),
      ),
    },
  ];
}
