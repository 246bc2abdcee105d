import { Knex } from 'knex';
import { Records } from './Evidence';

type Row = Record<string, unknown>;

/** Reads everything in one snapshot, so that a backend that is at work meanwhile is seen between two of its transactions. */
export async function readRecords(knex: Knex): Promise<Records> {
  const isPostgres = knex.client.config.client === 'pg';
  return knex.transaction(
    readAll,
    isPostgres ? { isolationLevel: 'repeatable read' } : {},
  );
}

async function readAll(tx: Knex): Promise<Records> {
  return {
    requests: await readRequests(tx),
    revisions: await readRevisions(tx),
    manifests: await tx('revision_manifests as m')
      .join('manifest_blobs as b', 'b.digest', 'm.digest')
      .select('m.generation', 'm.path', 'm.digest', 'b.content', {
        requestId: 'm.request_id',
      }),
    approvals: await tx('approvals').select('generation', 'decision', {
      requestId: 'request_id',
      planDigest: 'plan_digest',
    }),
    publications: await readPublications(tx),
    jobs: await readJobs(tx),
    jobLogs: await tx('job_logs')
      .select('attempt', 'message', { jobId: 'job_id' })
      .orderBy('id'),
    audit: await readAudit(tx),
    inventory: await tx('inventory').select(
      'kind',
      'name',
      'path',
      'generation',
      { requestId: 'request_id' },
    ),
    drift: (await tx('drift').select('request_id', 'path', 'resolved_at')).map(
      (row: Row) => ({
        requestId: String(row.request_id),
        path: String(row.path),
        isOpen: row.resolved_at === null,
      }),
    ),
    keys: await tx('idempotency_keys').select('caller', 'key', {
      requestId: 'request_id',
    }),
  };
}

async function readRequests(tx: Knex): Promise<Records['requests']> {
  const rows = await tx('requests')
    .select('id', 'phase', 'path', 'generation', 'progress', {
      specGeneration: 'spec_generation',
      publishedGeneration: 'published_generation',
      leaseStartedAt: 'lease_started_at',
      leaseExpiresAt: 'lease_expires_at',
      leaseMaxHours: 'lease_max_hours',
    })
    .orderBy('id');
  return rows.map(row => ({
    ...row,
    progress: row.progress === null ? null : JSON.parse(row.progress),
    leaseStartedAt: milliseconds(row.leaseStartedAt),
    leaseExpiresAt: milliseconds(row.leaseExpiresAt),
  }));
}

async function readRevisions(tx: Knex): Promise<Records['revisions']> {
  const specs: Array<{ name: string; digest: string; spec: string }> = await tx(
    'class_revisions',
  ).select('name', 'digest', 'spec');
  const repairing = new Set(
    specs
      .filter(({ spec }) => JSON.parse(spec).drift?.onForeignEdit === 'repair')
      .map(({ name, digest }) => `${name} ${digest}`),
  );
  const rows = await tx('revisions')
    .select('generation', 'slot', 'action', 'state', 'objects', {
      requestId: 'request_id',
      className: 'class_name',
      classDigest: 'class_digest',
      planDigest: 'plan_digest',
      publicationStartedAt: 'publication_started_at',
      effectiveAt: 'effective_at',
      endedAt: 'ended_at',
      endedReason: 'ended_reason',
    })
    .orderBy(['request_id', 'generation']);
  return rows.map(({ className, classDigest, ...row }) => ({
    ...row,
    repairs: repairing.has(`${className} ${classDigest}`),
    objects: JSON.parse(row.objects),
    publicationStartedAt: milliseconds(row.publicationStartedAt),
    effectiveAt: milliseconds(row.effectiveAt),
    endedAt: milliseconds(row.endedAt),
  }));
}

async function readPublications(tx: Knex): Promise<Records['publications']> {
  const rows = await tx('publications')
    .select('generation', 'target', 'purpose', 'state', 'paths', 'base')
    .select('reason', {
      operationId: 'operation_id',
      requestId: 'request_id',
      planDigest: 'plan_digest',
      commit: 'commit_id',
    })
    .orderBy('position');
  return rows.map(row => ({ ...row, paths: JSON.parse(row.paths) }));
}

async function readJobs(tx: Knex): Promise<Records['jobs']> {
  const pauses: Array<{ scope: string; name: string }> = await tx(
    'job_pauses',
  ).select('scope', 'name');
  const holds = (scope: string, name: string) =>
    pauses.some(pause => pause.scope === scope && pause.name === name);
  const rows = await tx('jobs')
    .leftJoin('job_leases', 'job_leases.ticket', 'jobs.ticket')
    .select('id', 'kind', 'key', 'state', 'attempt', 'jobs.ticket', {
      groupKey: 'group_key',
      limitKey: 'limit_key',
      maxAttempts: 'max_attempts',
      leaseUntil: 'lease_until',
      finishedAt: 'finished_at',
      errorMessage: 'error_message',
      errorType: 'error_type',
    })
    .orderBy('id');
  return rows.map(({ groupKey, limitKey, ...row }) => ({
    ...row,
    isPaused:
      holds('kind', row.kind) ||
      holds('group', groupKey) ||
      holds('limit', limitKey),
    leaseUntil: milliseconds(row.leaseUntil),
    finishedAt: milliseconds(row.finishedAt),
  }));
}

async function readAudit(tx: Knex): Promise<Records['audit']> {
  const rows = await tx('audit_entries')
    .select('action', 'generation', 'details', { requestId: 'request_id' })
    .orderBy('id');
  return rows.map(row => ({ ...row, details: JSON.parse(row.details) }));
}

/** PostgreSQL answers dates, SQLite milliseconds. */
function milliseconds(value: Date | number | null): number | null {
  return value === null ? null : Number(value);
}
