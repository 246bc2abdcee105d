import {
  NewOutboxEntry,
  OutboxEntry,
  OutboxKind,
  OutboxSinkName,
} from '../../domain/outbox/OutboxEntry';
import { fromDatabaseTime } from '../../sql/databaseTime';
import { fromJson, StoredInstant } from './columns';

export interface OutboxRow {
  /** A bigint: text from PostgreSQL, a number from SQLite. */
  id: string | number;
  sink: OutboxSinkName;
  kind: OutboxKind;
  request_id: string;
  payload: string;
  created_at: StoredInstant;
  available_at: StoredInstant;
  attempts: number;
}

export function rowToOutboxEntry(row: OutboxRow): OutboxEntry {
  return {
    id: String(row.id),
    kind: row.kind,
    requestId: row.request_id,
    payload: fromJson(row.payload),
    createdAt: fromDatabaseTime(row.created_at),
    attempts: row.attempts,
  };
}

export function outboxEntryToRow(
  entry: NewOutboxEntry,
  sink: OutboxSinkName,
): Pick<OutboxRow, 'sink' | 'kind' | 'request_id' | 'payload' | 'attempts'> {
  return {
    sink,
    kind: entry.kind,
    request_id: entry.requestId,
    payload: JSON.stringify(entry.payload),
    attempts: 0,
  };
}
