import { JsonObject } from '@backstage/types';
import { Job, JobState } from '../domain/job/Job';
import {
  fromDatabaseTime,
  fromNullableDatabaseTime,
} from '../sql/databaseTime';

/** A row as either driver returns it, with its lease; times differ by driver. */
export interface JobRow {
  id: string;
  kind: string;
  key: string;
  group_key: string;
  limit_key: string;
  priority: number;
  payload: string;
  state: JobState;
  attempt: number;
  max_attempts: number;
  run_at: unknown;
  run_again_at: unknown;
  created_at: unknown;
  claimed_at: unknown;
  finished_at: unknown;
  ticket: string | null;
  waits_for: string | null;
  error_message: string | null;
  error_at: unknown;
  error_type: 'retryable' | 'terminal' | null;
  /** Absent where no lease was asked for, because the job cannot have one. */
  lease_owner?: string | null;
  lease_until?: unknown;
}

export function rowToJob(row: JobRow): Job {
  const payload: JsonObject = JSON.parse(row.payload);
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    group: row.group_key,
    ...(row.limit_key !== '' && { limitKey: row.limit_key }),
    priority: row.priority,
    payload,
    state: row.state,
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    runAt: fromDatabaseTime(row.run_at),
    createdAt: fromDatabaseTime(row.created_at),
    claimedAt: fromNullableDatabaseTime(row.claimed_at),
    finishedAt: fromNullableDatabaseTime(row.finished_at),
    ...(typeof row.lease_owner === 'string' && {
      lease: {
        owner: row.lease_owner,
        until: fromDatabaseTime(row.lease_until),
      },
    }),
    runAgain: row.run_again_at !== null,
    ...(row.waits_for !== null && { waitsFor: row.waits_for }),
    ...(row.error_message !== null && {
      lastError: {
        message: row.error_message,
        at: fromDatabaseTime(row.error_at),
        retryable: row.error_type === 'retryable',
      },
    }),
  };
}
