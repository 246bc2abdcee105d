import { Knex } from 'knex';
import { JobSpec } from '../../domain/job/Job';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { dialectOf } from '../../sql/dialect';
import { ListColumn, listRelation, SharedColumn } from '../../sql/listRelation';
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
  const jobs = proposedJobs(tx, specs, options);
  const rows = await queryRowsPrepared<EnqueuedRow>(
    tx,
    enqueueStatement(tx, jobs, options),
  );
  return resultsOf(specs.length, jobs, rows);
}

/** The same as a part of another statement, whose author does not ask what became of which job. */
export function enqueueTogether(
  knex: Knex,
  specs: JobSpec[],
  options: EnqueueOptions,
): Knex.Raw {
  return enqueueStatement(knex, proposedJobs(knex, specs, options), options);
}

interface EnqueueOptions {
  clock: DatabaseClock;
  nextId: () => string;
  maxAttempts: number;
  waker: Pick<JobWaker, 'announcement'>;
}

/** What becomes a job unless its key has a live one. */
interface ProposedJob {
  id: string;
  spec: JobSpec;
  /** Where in the call its specs stand: one, or all that have its key. */
  places: number[];
}

/**
 * In the order in which rows are written. One insert cannot meet its own rows, so specs of one key become one job, as if
 * they had come one by one. Ids follow the order of the call.
 */
function proposedJobs(
  knex: Knex,
  specs: JobSpec[],
  { nextId }: Pick<EnqueueOptions, 'nextId'>,
): ProposedJob[] {
  const sorted = specs
    .map((spec, place) => ({ id: nextId(), spec, places: [place] }))
    .sort((a, b) => inLockOrder(a.spec, b.spec));
  const jobs: ProposedJob[] = [];
  for (const job of sorted) {
    const earlier = jobs.at(-1);
    if (earlier && inLockOrder(earlier.spec, job.spec) === 0) {
      earlier.spec = coalesced(earlier.spec, job.spec);
      earlier.places.push(...job.places);
    } else {
      jobs.push(job);
    }
  }
  switch (dialectOf(knex)) {
    case 'postgresql':
      return jobs;
    case 'sqlite':
      // Nobody writes beside it, and what is claimed together then lies together.
      return jobs.sort((a, b) => a.places[0] - b.places[0]);
    // no default: dialectOf is total
  }
}

function coalesced(earlier: JobSpec, later: JobSpec): JobSpec {
  return {
    ...earlier,
    payload: later.payload,
    priority: Math.max(earlier.priority ?? 0, later.priority ?? 0),
    delaySeconds: Math.min(earlier.delaySeconds ?? 0, later.delaySeconds ?? 0),
  };
}

function enqueueStatement(
  knex: Knex,
  jobs: ProposedJob[],
  options: EnqueueOptions,
): Knex.Raw {
  // A query of its own: PostgreSQL runs it once, where it would reckon the expression anew for each row.
  const now = knex.raw('(select ?)', [options.clock.now(knex)]);
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
  jobs: ProposedJob[],
  maxAttempts: number,
): Knex.Raw {
  return listRelation(knex, 'specs', {
    id: { type: 'uuid', values: jobs.map(job => job.id) },
    key: { type: 'text', values: jobs.map(({ spec }) => spec.key) },
    group_key: { type: 'text', values: jobs.map(({ spec }) => spec.group) },
    payload: {
      type: 'text',
      values: jobs.map(({ spec }) => JSON.stringify(spec.payload)),
    },
    ...sharedIfEqual({
      kind: { type: 'text', values: jobs.map(({ spec }) => spec.kind) },
    }),
    ...sharedIfEqual({
      limit_key: {
        type: 'text',
        values: jobs.map(({ spec }) => spec.limitKey ?? ''),
      },
      priority: {
        type: 'integer',
        values: jobs.map(({ spec }) => spec.priority ?? 0),
      },
      max_attempts: {
        type: 'integer',
        values: jobs.map(({ spec }) => spec.maxAttempts ?? maxAttempts),
      },
      delay_seconds: {
        type: 'double precision',
        values: jobs.map(({ spec }) => spec.delaySeconds ?? 0),
      },
    }),
  });
}

/**
 * Columns that mostly are the same in all jobs of a call: then each goes as one value. All or none, because each shape of
 * the statement is prepared by itself.
 */
function sharedIfEqual(
  columns: Record<string, ListColumn>,
): Record<string, ListColumn | SharedColumn> {
  const areEqual = Object.values(columns).every(
    ({ values }) =>
      values.length > 1 && values.every(value => value === values[0]),
  );
  if (!areEqual) {
    return columns;
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, { type, values }]) => [
      name,
      { type, value: values[0] },
    ]),
  );
}

interface EnqueuedRow {
  id: string;
  kind: string;
  key: string;
  state: string;
}

function resultsOf(
  count: number,
  jobs: ProposedJob[],
  rows: EnqueuedRow[],
): EnqueueResult[] {
  const created = new Set(rows.map(row => row.id));
  const met = metBy(
    jobs.filter(job => !created.has(job.id)),
    rows,
  );
  const results = new Array<EnqueueResult>(count);
  for (const job of jobs) {
    const result = met.get(job.id) ?? { type: 'created', jobId: job.id };
    job.places.forEach((place, index) => {
      // What follows in the call with the same key coalesces with the job that this one made.
      results[place] =
        index > 0 && result.type === 'created'
          ? { type: 'coalesced', jobId: result.jobId }
          : result;
    });
  }
  return results;
}

/** What became of proposals that met a live job, by the id that they proposed. */
function metBy(
  jobs: ProposedJob[],
  rows: EnqueuedRow[],
): Map<string, EnqueueResult> {
  if (jobs.length === 0) {
    return new Map();
  }
  const rowsByKey = new Map(rows.map(row => [identityOf(row), row]));
  return new Map(
    jobs.map(({ id, spec }) => {
      const row = rowsByKey.get(identityOf(spec));
      if (!row) {
        throw new Error(
          `Job ${spec.kind} ${spec.key}: expected the database to answer the enqueue, got no row`,
        );
      }
      return [
        id,
        {
          type: row.state === 'leased' ? 'will_run_again' : 'coalesced',
          jobId: row.id,
        },
      ];
    }),
  );
}

/** The length keeps two pairs apart that read the same when joined. */
function identityOf({ kind, key }: { kind: string; key: string }): string {
  return `${kind.length} ${kind}${key}`;
}
