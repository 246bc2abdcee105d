import { Knex } from 'knex';
import { JobSpec } from '../../domain/job/Job';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { dialectOf } from '../../sql/dialect';
import { listRelation } from '../../sql/listRelation';
import { queryRowsPrepared } from '../../sql/queryRows';
import { EnqueueResult } from '../JobQueue';
import { JobWaker } from '../JobWaker';
import { inLockOrder } from './lockOrder';

/**
 * Enqueues jobs, at most one live job per kind and key, and announces them.
 *
 * @remarks
 * The partial unique index decides, in the insert itself, so that two transactions which enqueue one key at the same
 * time end up with one job: the later waits for the earlier to commit and then coalesces with what it left. On PostgreSQL
 * rows are written in the order of kind and key, so that two batches cannot lock each other out.
 *
 * What coalesces keeps its group, limit and attempts: those belong to the job, not to who asked last.
 */
export async function enqueueJobs(
  tx: Knex.Transaction,
  specs: JobSpec[],
  options: EnqueueOptions,
): Promise<EnqueueResult[]> {
  if (specs.length === 0) {
    return [];
  }
  const jobs = jobsOf(tx, specs, options);
  const rows = await queryRowsPrepared<EnqueuedRow>(
    tx,
    enqueueStatement(tx, jobs, options),
  );
  return resultsOf(specs, rows, new Set(jobs.map(job => job.id)));
}

/** The same as a part of another statement, whose author does not ask what became of which job. */
export function enqueueTogether(
  knex: Knex,
  specs: JobSpec[],
  options: EnqueueOptions,
): Knex.Raw {
  return enqueueStatement(knex, jobsOf(knex, specs, options), options);
}

interface EnqueueOptions {
  clock: DatabaseClock;
  nextId: () => string;
  maxAttempts: number;
  waker: Pick<JobWaker, 'announcement'>;
}

interface IdentifiedSpec {
  id: string;
  spec: JobSpec;
}

function jobsOf(
  knex: Knex,
  specs: JobSpec[],
  options: Pick<EnqueueOptions, 'nextId'>,
): IdentifiedSpec[] {
  const jobs = [...foldByKey(specs).values()].map(spec => ({
    spec,
    id: options.nextId(),
  }));
  switch (dialectOf(knex)) {
    case 'postgresql':
      return jobs.sort((a, b) => inLockOrder(a.spec, b.spec));
    case 'sqlite':
      // Nobody writes beside it; what is claimed together then lies together.
      return jobs;
    // no default: dialectOf is total
  }
}

function enqueueStatement(
  knex: Knex,
  jobs: IdentifiedSpec[],
  options: EnqueueOptions,
): Knex.Raw {
  const now = options.clock.now(knex);
  return knex.raw(
    `insert into jobs (id, kind, key, group_key, limit_key, priority, payload, max_attempts,
                       attempt, created_at, run_at)
     select id, kind, key, group_key, limit_key, priority, payload, max_attempts,
            0, :now, :runAt
     from :specs
     where true -- else SQLite takes "on conflict" for a join
     on conflict (kind, key) where outcome is null do update set
       payload = excluded.payload,
       priority = case when excluded.priority > jobs.priority then excluded.priority else jobs.priority end,
       run_at = case when jobs.ticket is null and excluded.run_at < jobs.run_at
                     then excluded.run_at else jobs.run_at end,
       waits_for = case when jobs.ticket is null and excluded.run_at < jobs.run_at
                        then null else jobs.waits_for end,
       run_again_at = case when jobs.ticket is not null
                            and (jobs.run_again_at is null or excluded.run_at < jobs.run_again_at)
                           then excluded.run_at else jobs.run_again_at end
     returning id, kind, key, state, (select :announcement) as announced`,
    {
      now,
      announcement: options.waker.announcement(knex),
      runAt: addSeconds(knex, now, knex.raw('delay_seconds')),
      specs: specsRelation(knex, jobs, options.maxAttempts),
    },
  );
}

function specsRelation(
  knex: Knex,
  jobs: IdentifiedSpec[],
  maxAttempts: number,
): Knex.Raw {
  return listRelation(knex, 'specs', {
    id: { type: 'uuid', values: jobs.map(job => job.id) },
    kind: { type: 'text', values: jobs.map(({ spec }) => spec.kind) },
    key: { type: 'text', values: jobs.map(({ spec }) => spec.key) },
    group_key: { type: 'text', values: jobs.map(({ spec }) => spec.group) },
    limit_key: {
      type: 'text',
      values: jobs.map(({ spec }) => spec.limitKey ?? ''),
    },
    priority: {
      type: 'integer',
      values: jobs.map(({ spec }) => spec.priority ?? 0),
    },
    payload: {
      type: 'text',
      values: jobs.map(({ spec }) => JSON.stringify(spec.payload)),
    },
    max_attempts: {
      type: 'integer',
      values: jobs.map(({ spec }) => spec.maxAttempts ?? maxAttempts),
    },
    delay_seconds: {
      type: 'double precision',
      values: jobs.map(({ spec }) => spec.delaySeconds ?? 0),
    },
  });
}

interface EnqueuedRow {
  id: string;
  kind: string;
  key: string;
  state: string;
}

function resultsOf(
  specs: JobSpec[],
  rows: EnqueuedRow[],
  proposedIds: Set<string>,
): EnqueueResult[] {
  const results = new Map<string, EnqueueResult>();
  for (const row of rows) {
    results.set(identityOf(row), {
      type: typeOf(row, proposedIds),
      jobId: row.id,
    });
  }
  return specs.map(spec => {
    const identity = identityOf(spec);
    const result = results.get(identity);
    if (!result) {
      throw new Error(
        `Job ${spec.kind} ${spec.key}: expected the database to answer the enqueue, got no row`,
      );
    }
    if (result.type === 'created') {
      // What follows in the batch with the same key coalesces with the job that this one made.
      results.set(identity, { ...result, type: 'coalesced' });
    }
    return result;
  });
}

function typeOf(row: EnqueuedRow, proposedIds: Set<string>) {
  if (row.state === 'leased') {
    return 'will_run_again';
  }
  return proposedIds.has(row.id) ? 'created' : 'coalesced';
}

/** One insert cannot meet its own rows, so specs of one key become one beforehand, as if they had come one by one. */
function foldByKey(specs: JobSpec[]): Map<string, JobSpec> {
  const folded = new Map<string, JobSpec>();
  for (const spec of specs) {
    const identity = identityOf(spec);
    const earlier = folded.get(identity);
    folded.set(
      identity,
      earlier
        ? {
            ...earlier,
            payload: spec.payload,
            priority: Math.max(earlier.priority ?? 0, spec.priority ?? 0),
            delaySeconds: Math.min(
              earlier.delaySeconds ?? 0,
              spec.delaySeconds ?? 0,
            ),
          }
        : spec,
    );
  }
  return folded;
}

/** The length keeps two pairs apart that read the same when joined. */
function identityOf({ kind, key }: { kind: string; key: string }): string {
  return `${kind.length} ${kind}${key}`;
}
