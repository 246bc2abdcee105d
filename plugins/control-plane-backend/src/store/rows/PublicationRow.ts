import {
  Publication,
  PublicationOwner,
  PublicationPurpose,
  PublicationState,
} from '../../domain/publication/Publication';
import {
  fromDatabaseTime,
  fromNullableDatabaseTime,
} from '../../sql/databaseTime';
import { fromJson, StoredInstant } from './columns';

export interface PublicationRow {
  operation_id: string;
  repository: string;
  branch: string;
  request_id: string | null;
  generation: number | null;
  target: string | null;
  purpose: PublicationPurpose;
  state: PublicationState;
  plan_digest: string;
  paths: string;
  base: string | null;
  commit_id: string | null;
  reason: string | null;
  message: string | null;
  advice: string | null;
  retry_at: StoredInstant | null;
  attempts: number;
  attempted_at: StoredInstant | null;
  created_at: StoredInstant;
  finished_at: StoredInstant | null;
}

/** The columns that settling a publication writes. */
export type PublicationOutcomeColumns = Pick<
  PublicationRow,
  | 'state'
  | 'commit_id'
  | 'reason'
  | 'message'
  | 'advice'
  | 'retry_at'
  | 'attempts'
  | 'attempted_at'
  | 'finished_at'
>;

export function rowToPublication(row: PublicationRow): Publication {
  return {
    operationId: row.operation_id,
    repository: row.repository,
    branch: row.branch,
    owner: readOwner(row),
    purpose: row.purpose,
    state: row.state,
    planDigest: row.plan_digest,
    paths: fromJson(row.paths),
    base: row.base ?? undefined,
    commit: row.commit_id ?? undefined,
    reason: row.reason ?? undefined,
    message: row.message ?? undefined,
    advice: row.advice ?? undefined,
    retryAt: fromNullableDatabaseTime(row.retry_at),
    attempts: row.attempts,
    attemptedAt: fromNullableDatabaseTime(row.attempted_at),
    createdAt: fromDatabaseTime(row.created_at),
    finishedAt: fromNullableDatabaseTime(row.finished_at),
  };
}

export function publicationToRow(publication: Publication): PublicationRow {
  const { owner } = publication;
  return {
    operation_id: publication.operationId,
    repository: publication.repository,
    branch: publication.branch,
    request_id: owner.type === 'request' ? owner.requestId : null,
    generation: owner.type === 'request' ? owner.generation : null,
    target: owner.type === 'target' ? owner.target : null,
    purpose: publication.purpose,
    plan_digest: publication.planDigest,
    paths: JSON.stringify(publication.paths),
    base: publication.base ?? null,
    created_at: publication.createdAt,
    ...publicationToOutcomeColumns(publication),
  };
}

export function publicationToOutcomeColumns(
  publication: Publication,
): PublicationOutcomeColumns {
  return {
    state: publication.state,
    commit_id: publication.commit ?? null,
    reason: publication.reason ?? null,
    message: publication.message ?? null,
    advice: publication.advice ?? null,
    retry_at: publication.retryAt ?? null,
    attempts: publication.attempts,
    attempted_at: publication.attemptedAt ?? null,
    finished_at: publication.finishedAt ?? null,
  };
}

/** The table's own check lets no row have both owners or none. */
function readOwner(row: PublicationRow): PublicationOwner {
  if (row.request_id !== null && row.generation !== null) {
    return {
      type: 'request',
      requestId: row.request_id,
      generation: row.generation,
    };
  }
  if (row.target !== null) {
    return { type: 'target', target: row.target };
  }
  throw new Error(
    `Publication ${row.operation_id} names neither a request with its generation nor a target`,
  );
}
