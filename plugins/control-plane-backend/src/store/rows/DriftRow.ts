import { Drift } from '../../domain/drift/Drift';
import {
  fromDatabaseTime,
  fromNullableDatabaseTime,
} from '../../sql/databaseTime';
import { StoredInstant } from './columns';

export interface DriftRow {
  id: string;
  request_id: string;
  path: string;
  change: Drift['change'];
  blob: string | null;
  commit_id: string | null;
  author: string | null;
  author_email: string | null;
  since: StoredInstant | null;
  subject: string | null;
  detected_at: StoredInstant;
  resolved_at: StoredInstant | null;
  resolution: NonNullable<Drift['resolution']> | null;
}

export function rowToDrift(row: DriftRow): Drift {
  return {
    id: row.id,
    requestId: row.request_id,
    path: row.path,
    change: row.change,
    blob: row.blob ?? undefined,
    commit: row.commit_id ?? undefined,
    author: row.author ?? undefined,
    authorEmail: row.author_email ?? undefined,
    since: fromNullableDatabaseTime(row.since),
    subject: row.subject ?? undefined,
    detectedAt: fromDatabaseTime(row.detected_at),
    resolvedAt: fromNullableDatabaseTime(row.resolved_at),
    resolution: row.resolution ?? undefined,
  };
}

export function driftToRow(
  drift: Omit<Drift, 'detectedAt'>,
): Omit<DriftRow, 'detected_at'> {
  return {
    id: drift.id,
    request_id: drift.requestId,
    path: drift.path,
    change: drift.change,
    blob: drift.blob ?? null,
    commit_id: drift.commit ?? null,
    author: drift.author ?? null,
    author_email: drift.authorEmail ?? null,
    since: drift.since ?? null,
    subject: drift.subject ?? null,
    resolved_at: drift.resolvedAt ?? null,
    resolution: drift.resolution ?? null,
  };
}
