import { RequestPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  PublishedState,
  Request,
  RequestCondition,
  RequestProgress,
} from '../../domain/request/Request';
import {
  fromDatabaseTime,
  fromNullableDatabaseTime,
} from '../../sql/databaseTime';
import { fromJson, StoredInstant } from './columns';

export interface RequestRow {
  id: string;
  kind: string;
  class_name: string;
  class_revision: number;
  class_digest: string;
  team: string;
  app: string;
  region: string;
  target: string;
  repository: string;
  path: string;
  namespaces: string;
  requester: string;
  phase: RequestPhase;
  conditions: string;
  progress: string | null;
  generation: number;
  spec_generation: number;
  version: number;
  lease_hours: number;
  lease_max_hours: number;
  lease_on_expiry: 'delete' | 'review';
  lease_started_at: StoredInstant | null;
  lease_expires_at: StoredInstant | null;
  lease_expiry_handled_at: StoredInstant | null;
  lease_warned_for: StoredInstant | null;
  published_generation: number | null;
  published_repository: string | null;
  published_branch: string | null;
  published_commit: string | null;
  published_at: StoredInstant | null;
  drifted_paths: number;
  created_at: StoredInstant;
  updated_at: StoredInstant;
}

export function rowToRequest(row: RequestRow): Request {
  return {
    id: row.id,
    kind: row.kind,
    class: {
      name: row.class_name,
      revision: row.class_revision,
      digest: row.class_digest,
    },
    team: row.team,
    app: row.app,
    region: row.region,
    target: row.target,
    repository: row.repository,
    path: row.path,
    namespaces: fromJson(row.namespaces),
    requester: row.requester,
    phase: row.phase,
    conditions: readConditions(row.conditions),
    progress: row.progress === null ? undefined : readProgress(row.progress),
    generation: row.generation,
    specGeneration: row.spec_generation,
    version: row.version,
    lease: {
      hours: row.lease_hours,
      maxHours: row.lease_max_hours,
      onExpiry: row.lease_on_expiry,
      startedAt: fromNullableDatabaseTime(row.lease_started_at),
      expiresAt: fromNullableDatabaseTime(row.lease_expires_at),
      expiryHandledAt: fromNullableDatabaseTime(row.lease_expiry_handled_at),
      warnedFor: fromNullableDatabaseTime(row.lease_warned_for),
    },
    published: readPublished(row),
    driftedPaths: row.drifted_paths,
    createdAt: fromDatabaseTime(row.created_at),
    updatedAt: fromDatabaseTime(row.updated_at),
  };
}

export function requestToRow(request: Request): RequestRow {
  return {
    id: request.id,
    kind: request.kind,
    class_name: request.class.name,
    class_revision: request.class.revision,
    class_digest: request.class.digest,
    team: request.team,
    app: request.app,
    region: request.region,
    target: request.target,
    repository: request.repository,
    path: request.path,
    namespaces: JSON.stringify(request.namespaces),
    requester: request.requester,
    phase: request.phase,
    conditions: JSON.stringify(request.conditions),
    progress: request.progress ? JSON.stringify(request.progress) : null,
    generation: request.generation,
    spec_generation: request.specGeneration,
    version: request.version,
    lease_hours: request.lease.hours,
    lease_max_hours: request.lease.maxHours,
    lease_on_expiry: request.lease.onExpiry,
    lease_started_at: request.lease.startedAt ?? null,
    lease_expires_at: request.lease.expiresAt ?? null,
    lease_expiry_handled_at: request.lease.expiryHandledAt ?? null,
    lease_warned_for: request.lease.warnedFor ?? null,
    published_generation: request.published?.generation ?? null,
    published_repository: request.published?.repository ?? null,
    published_branch: request.published?.branch ?? null,
    published_commit: request.published?.commit ?? null,
    published_at: request.published?.at ?? null,
    drifted_paths: request.driftedPaths,
    created_at: request.createdAt,
    updated_at: request.updatedAt,
  };
}

/** A domain value after a trip through JSON: its instants are text. */
type InJson<T> = T extends Date
  ? string
  : T extends Array<infer E>
  ? Array<InJson<E>>
  : T extends object
  ? { [K in keyof T]: InJson<T[K]> }
  : T;

function readConditions(text: string): RequestCondition[] {
  return fromJson<Array<InJson<RequestCondition>>>(text).map(condition => ({
    ...condition,
    lastTransitionTime: new Date(condition.lastTransitionTime),
  }));
}

function readProgress(text: string): RequestProgress {
  const { failure, since, ...progress } =
    fromJson<InJson<RequestProgress>>(text);
  if (!failure) {
    return { ...progress, since: new Date(since) };
  }
  const { retryAt, ...reason } = failure;
  return {
    ...progress,
    since: new Date(since),
    failure: retryAt ? { ...reason, retryAt: new Date(retryAt) } : reason,
  };
}

/** The five columns are written together: either all hold a value or none does. */
function readPublished(row: RequestRow): PublishedState | undefined {
  if (
    row.published_generation === null ||
    row.published_repository === null ||
    row.published_branch === null ||
    row.published_commit === null ||
    row.published_at === null
  ) {
    return undefined;
  }
  return {
    generation: row.published_generation,
    repository: row.published_repository,
    branch: row.published_branch,
    commit: row.published_commit,
    at: fromDatabaseTime(row.published_at),
  };
}
