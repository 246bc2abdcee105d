import {
  DescriptorLookRecord,
  DescriptorRecord,
} from '../../domain/descriptor/DescriptorRecord';
import {
  fromDatabaseTime,
  fromNullableDatabaseTime,
} from '../../sql/databaseTime';
import { fromJson, StoredInstant } from './columns';

export interface DescriptorRow {
  entity_ref: string;
  kind: DescriptorRecord['kind'];
  state: DescriptorRecord['state'];
  location: string;
  seen_digest: string;
  accepted_spec: string | null;
  problems: string;
  incarnation: number;
  request_id: string | null;
  missing_looks: number;
  missing_since: StoredInstant | null;
  retry_at: StoredInstant | null;
  first_seen_at: StoredInstant;
  changed_at: StoredInstant;
}

export interface DescriptorLookRow {
  id: number;
  at: StoredInstant;
  result: DescriptorLookRecord['result'];
  message: string;
}

export function rowToDescriptor(row: DescriptorRow): DescriptorRecord {
  return {
    entityRef: row.entity_ref,
    kind: row.kind,
    state: row.state,
    location: row.location,
    seenDigest: row.seen_digest,
    accepted:
      row.accepted_spec === null ? undefined : fromJson(row.accepted_spec),
    problems: fromJson(row.problems),
    incarnation: row.incarnation,
    requestId: row.request_id ?? undefined,
    missingLooks: row.missing_looks,
    missingSince: fromNullableDatabaseTime(row.missing_since),
    retryAt: fromNullableDatabaseTime(row.retry_at),
    firstSeenAt: fromDatabaseTime(row.first_seen_at),
    changedAt: fromDatabaseTime(row.changed_at),
  };
}

export function descriptorToRow(record: DescriptorRecord): DescriptorRow {
  return {
    entity_ref: record.entityRef,
    kind: record.kind,
    state: record.state,
    location: record.location,
    seen_digest: record.seenDigest,
    accepted_spec: record.accepted ? JSON.stringify(record.accepted) : null,
    problems: JSON.stringify(record.problems),
    incarnation: record.incarnation,
    request_id: record.requestId ?? null,
    missing_looks: record.missingLooks,
    missing_since: record.missingSince ?? null,
    retry_at: record.retryAt ?? null,
    first_seen_at: record.firstSeenAt,
    changed_at: record.changedAt,
  };
}
