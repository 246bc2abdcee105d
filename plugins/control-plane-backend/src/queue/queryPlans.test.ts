import { randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { JobFilter } from '../domain/job/JobFilter';
import { SystemDatabaseClock, addSeconds } from '../sql/DatabaseClock';
import { dialectOf } from '../sql/dialect';
import { queryRows } from '../sql/queryRows';
import {
  deleteStatement,
  endedStatement,
  purgeStatement,
} from './chores/purgeJobs';
import { expiredStatement, heldStatement } from './chores/rescueJobs';
import { DatabaseJobLogStore } from './DatabaseJobLogStore';
import { claimStatement } from './operations/claimJobs';
import { LocalJobWaker } from './JobWaker';
import {
  dropJobLogs,
  dropOldStatement,
  dropSomeJobLogs,
} from './operations/dropJobLogs';
import { enqueueTogether } from './operations/enqueueJobs';
import { finishAndClaimStatement } from './operations/finishAndClaimJobs';
import { finishStatement } from './operations/finishJobs';
import { peekStatement } from './operations/peekJobs';
import { JOBS_OF_A_WINDOW, listJobs } from './operations/readJobs';
import {
  groupsStatement,
  kindsStatement,
} from './operations/readQueueOverview';
import { renewStatement } from './operations/renewLeases';
import { replayStatement } from './operations/replayJobs';
import { settleJobs, settleStatement } from './operations/settleJobs';
import { surveyStatement } from './operations/surveyLanes';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const clock = new SystemDatabaseClock();
const id = '00000000-0000-7000-8000-000000000000';

/** What runs, the statement, and the indices that it has to use. */
type PlanCase = [string, (knex: Knex) => Knex.Raw, string[]];

const sharesOf = (lanes: number, jobs: number) =>
  Array.from({ length: lanes }, (_, index) => ({
    lane: {
      kind: 'test',
      group: `team-${index}`,
      limitKey: '',
      priority: 0,
      due: jobs,
      first: { runAt: 0, id },
    },
    jobs,
  }));

describe.each(databases.eachSupportedId())('plans on %s', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await createJobsDatabase(databases, databaseId);
    const { enqueue, claim } = createTestQueue(knex);
    const jobs = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        key: `${prefix}-${index}`,
        group: `team-${index % 20}`,
        delaySeconds: index % 2 ? 600 : 0,
      }));
    await enqueue(...jobs('finished', 20_000));
    await knex('jobs').update({
      outcome: 'done',
      finished_at: clock.now(knex),
    });
    await enqueue(...jobs('waiting', 10_000));
    await claim(200);
    await holdLeases(knex, 5_000);
    await writeLines(knex, 50_000);
    await tellLines(knex, 5_000);
    await knex.raw('analyze');
  });

  it.each<PlanCase>([
    [
      'survey',
      db =>
        surveyStatement(db, { clock, kinds: ['test', 'other'], wanted: 10 }),
      ['jobs_live_lane', 'primary key'],
    ],
    ...([1, 1000] as const).map(
      (jobs): PlanCase => [
        `claim of ${jobs}`,
        db =>
          claimStatement(db, sharesOf(20, jobs), {
            owner: 'test',
            ticket: id,
            clock,
            leaseSeconds: 30,
          }),
        ['jobs_live_lane', 'primary key'],
      ],
    ),
    [
      'claim of different shares',
      db =>
        claimStatement(db, [...sharesOf(10, 3), ...sharesOf(5, 2)], {
          owner: 'test',
          ticket: id,
          clock,
          leaseSeconds: 30,
        }),
      ['jobs_live_lane', 'primary key'],
    ],
    [
      'drop of old log lines',
      db => dropOldStatement(db, { jobIds: [id, randomUUID()], keep: 200 }),
      ['job_logs_job_idx', 'line by its id'],
    ],
    [
      'peek',
      db => peekStatement(db, { clock, kinds: ['test'] }),
      ['jobs_live_lane', 'job_leases_until'],
    ],
    [
      'renewal',
      db =>
        renewStatement(db, [{ id, ticket: id }], { clock, leaseSeconds: 30 }),
      ['lease by its ticket'],
    ],
    ...([1, 50] as const).map(
      (jobs): PlanCase => [
        `end of ${jobs} together with a claim`,
        db =>
          dialectOf(db) === 'postgresql'
            ? finishAndClaimStatement(
                db,
                Array.from({ length: jobs }, () => ({ id, ticket: id })),
                sharesOf(20, jobs),
                {
                  owner: 'test',
                  ticket: id,
                  clock,
                  leaseSeconds: 30,
                  ended: [],
                },
              )
            : claimStatement(db, sharesOf(20, jobs), {
                owner: 'test',
                ticket: id,
                clock,
                leaseSeconds: 30,
              }),
        ['jobs_live_lane', 'primary key'],
      ],
    ),
    [
      'end of many that are done',
      db =>
        finishStatement(
          db,
          Array.from({ length: 500 }, () => ({ id, ticket: id })),
          { clock },
        ),
      ['primary key'],
    ],
    [
      'settlement',
      db =>
        settleStatement(
          db,
          [{ id, ticket: id, settlement: { state: 'done', attempt: 1 } }],
          { clock },
        ),
      ['primary key'],
    ],
  ])(
    '%s reads through its index when it is prepared, never the whole table',
    async (_, statement, indices) => {
      expectIndices(await explainPrepared(knex, statement(knex)), indices);
    },
  );

  it.each<PlanCase>([
    ['rescue', db => expiredStatement(db, { clock }), ['job_leases_until']],
    ...([1, 50] as const).map(
      (jobs): PlanCase => [
        `rescue of ${jobs} from those whose leases ran out`,
        db =>
          heldStatement(
            db,
            Array.from({ length: jobs }, () => ({ id, ticket: id })),
          ),
        ['primary key'],
      ],
    ),
    [
      'purge',
      db => purgeStatement(db, new Date(Date.now() - 30 * 86_400_000)),
      ['primary key', 'ids below a bound'],
    ],
    [
      'look for what is to be purged',
      db => endedStatement(db, new Date(Date.now() - 30 * 86_400_000), 200),
      ['primary key', 'ids below a bound'],
    ],
  ])(
    '%s reads through its index, never the whole table',
    async (_, statement, indices) => {
      expectIndices(await explain(knex, statement(knex)), indices);
    },
  );

  it.each([1, 500])('enqueueing %s finds what lives by its key', async jobs => {
    const plan = await explainPrepared(
      knex,
      enqueueTogether(
        knex,
        Array.from({ length: jobs }, (_, index) => ({
          kind: 'test',
          key: `new-${index}`,
          group: 'team-1',
          payload: {},
        })),
        {
          clock,
          nextId: randomUUID,
          maxAttempts: 10,
          waker: new LocalJobWaker(),
        },
      ),
    );

    // SQLite takes no other index than that of the conflict, and says nothing of it.
    expect(plan).toMatch(
      dialectOf(knex) === 'postgresql'
        ? /Conflict Arbiter Indexes: jobs_live$/m
        : /json_each/,
    );
    expect(plan).not.toMatch(WHOLE_TABLE);
  });

  it('ends leases with their jobs by the keys of both', async () => {
    const plan = await explainSent(knex, () =>
      settleJobs(
        knex,
        [{ id, ticket: id, settlement: { state: 'done', attempt: 1 } }],
        { clock, ended: [id] },
      ),
    );

    expectIndices(plan, ['primary key', 'lease by its ticket']);
    expect(plan).not.toMatch(/(Seq Scan on|SCAN) job_leases/);
  });

  it.each([1, 1000])(
    'drops the lines of %s jobs that are purged by the index of their jobs',
    async count => {
      const jobs = await knex('jobs')
        .whereNotIn('id', knex('job_logs').select('job_id'))
        .limit(count)
        .pluck('id');

      const plan = await explainSent(knex, () =>
        knex.transaction(tx => dropJobLogs(tx, jobs)),
      );

      expectIndices(plan, ['job_logs_job_idx']);
    },
  );

  it.each<[string, (knex: Knex) => Knex.Raw]>([
    ['peek', db => peekStatement(db, { clock, kinds: ['test'] })],
    [
      'survey',
      db => surveyStatement(db, { clock, kinds: ['test'], wanted: 10 }),
    ],
  ])(
    '%s hops from lane to lane without reading the jobs in between',
    async (_, statement) => {
      expect(await explainPrepared(knex, statement(knex))).toMatch(HOP);
    },
  );

  describe('beside a long history', () => {
    beforeAll(async () => {
      // Most of the table is history, as it is in the long run, and its indices hold what they index, not what once was.
      await knex('jobs')
        .where({ state: 'ready' })
        .whereNot('key', 'like', '%7')
        .update({ outcome: 'done', finished_at: clock.now(knex) });
      if (dialectOf(knex) === 'postgresql') {
        await knex.raw('vacuum jobs');
        await knex.raw('reindex table jobs');
      }
      await knex.raw('analyze');
    });

    it.each<[string, JobFilter, RegExp]>([
      ['that died', { state: 'dead' }, /jobs_stopped/],
      ['that run', { state: 'leased' }, /jobs_live/],
      ['of one key', { kind: 'test', key: 'finished-7' }, /jobs_ended_key/],
    ])(
      'lists the jobs %s without reading what is done',
      async (_, filter, index) => {
        const plan = await explainSent(knex, () =>
          listJobs(knex, { ...filter, limit: 51 }),
        );

        expect(plan).toMatch(index);
        expect(plan).not.toMatch(/Seq Scan on jobs|SCAN jobs(?! USING)/);
        expect(plan).not.toMatch(WALK_BY_AGE);
      },
    );

    it('tells people of the queue without reading it', async () => {
      const kinds = await explain(knex, kindsStatement(knex, { clock }));
      const groups = await explain(knex, groupsStatement(knex));
      const replay = await explain(
        knex,
        replayStatement(knex, { state: 'dead', limit: 100 }, clock),
      );

      expect(kinds).toMatch(/jobs_stopped/);
      expect(replay).toMatch(/jobs_stopped/);
      expect(replay).not.toMatch(/Seq Scan on jobs|SCAN jobs(?! USING)/);
      // Only jobs that ended at the same instant are sorted, not all that died.
      expect(replay).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
      for (const plan of [kinds, groups]) {
        expect(plan).toMatch(/jobs_live/);
        expect(plan).toMatch(PRIMARY_KEY);
        expect(plan).not.toMatch(/Seq Scan on jobs|SCAN jobs(?! USING)/);
      }
    });
  });
});

describe('plans of what SQLite does in steps', () => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await createJobsDatabase(databases, 'SQLITE_3');
    const { enqueue } = createTestQueue(knex);
    await enqueue(...Array.from({ length: JOBS_OF_A_WINDOW + 1 }, () => ({})));
    await knex('jobs').update({
      outcome: 'done',
      finished_at: clock.now(knex),
    });
    await writeLines(knex, 10_000);
    await knex.raw('analyze');
  });

  it.each<JobFilter>([
    { group: 'nobody' },
    { limitKey: 'nothing' },
    { kind: 'none', state: 'done' },
  ])('lists jobs by %j between two ids, in their order', async filter => {
    const plan = await explainSent(knex, () =>
      listJobs(knex, { ...filter, limit: 51 }),
    );

    expect(plan).toMatch(/jobs USING INDEX \w+ \(id>\?\)/);
    expect(plan).toMatch(/jobs USING INDEX \w+ \(id<\?\)/);
    expect(plan).not.toMatch(/SCAN jobs(?! USING COVERING INDEX)/);
    expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  it('purges jobs by their ids and lines by the index of their jobs', async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());

    const jobs = await explain(knex, deleteStatement(knex, new Date(), ids));
    const lines = await explainSent(knex, () => dropSomeJobLogs(knex, ids));

    expectIndices(jobs, ['primary key']);
    expectIndices(lines, ['job_logs_job_idx', 'line by its id']);
  });
});

const PRIMARY_KEY =
  /jobs_pkey|sqlite_autoindex_jobs_1|jobs USING INTEGER PRIMARY KEY/;

/** Through all jobs from the newest on, until enough have been found. */
const WALK_BY_AGE =
  /Scan Backward using jobs_pkey|SCAN jobs USING INDEX sqlite_autoindex/;

const WHOLE_TABLE =
  /Seq Scan on job(s|_logs)|SCAN (jobs|job_logs|old_lines|next_lane|head|first_job|first_jobs|counted)\b(?! USING (COVERING )?INDEX jobs_live_lane)/;

/** The hop from lane to lane must seek by all four columns, not read on through the jobs of one. */
const HOP =
  /Index Cond: \(ROW\(kind, group_key, limit_key, priority\) >|\(\(?kind,group_key,limit_key,priority\)?>/;

/** How the plans of either database name what has no name of ours. */
const NAMED: Record<string, RegExp> = {
  'primary key': PRIMARY_KEY,
  'ids below a bound':
    /Index Cond: \(id < |USING (COVERING )?INDEX \w+ \(id<\?\)/,
  'line by its id': /job_logs_pkey|job_logs USING INTEGER PRIMARY KEY/,
  'lease by its ticket': /job_leases_pkey|sqlite_autoindex_job_leases_1 \(/,
};

/** So many that it matters how they are read. */
async function holdLeases(knex: Knex, count: number): Promise<void> {
  await knex.batchInsert(
    'job_leases',
    Array.from({ length: count }, (_, index) => ({
      ticket: randomUUID(),
      owner: 'test',
      lease_until: addSeconds(knex, clock.now(knex), 600 + index),
      job_ids: dialectOf(knex) === 'postgresql' ? [id] : JSON.stringify([id]),
    })),
    100,
  );
}

async function tellLines(knex: Knex, count: number): Promise<void> {
  await DatabaseJobLogStore.create(knex).append(
    Array.from({ length: count }, () => ({
      jobId: randomUUID(),
      attempt: 1,
      at: new Date(0),
      level: 'info' as const,
      message: 'Attempt 1 of 5 began',
    })),
  );
}

/** Of most jobs, a few each. */
async function writeLines(knex: Knex, count: number): Promise<void> {
  const jobs: string[] = await knex('jobs')
    .orderBy('id')
    .limit(25_000)
    .pluck('id');
  await knex.batchInsert(
    'job_logs',
    Array.from({ length: count }, (_, index) => ({
      job_id: jobs[index % jobs.length],
      attempt: 1,
      at: clock.now(knex),
      level: 'info',
      message: `Line ${index}`,
    })),
    500,
  );
}

function expectIndices(plan: string, indices: string[]): void {
  for (const index of indices) {
    expect(plan).toMatch(NAMED[index] ?? new RegExp(index));
  }
  expect(plan).not.toMatch(WHOLE_TABLE);
}

async function explain(knex: Knex, statement: Knex.Raw): Promise<string> {
  const prefix =
    dialectOf(knex) === 'postgresql' ? 'explain' : 'explain query plan';
  return planOf(knex, knex.raw(`${prefix} ?`, [statement]));
}

/** As {@link explain}; PostgreSQL is asked for the plan of a prepared statement, which knows no values. */
async function explainPrepared(
  knex: Knex,
  statement: Knex.Raw,
): Promise<string> {
  return dialectOf(knex) === 'postgresql'
    ? planOf(
        knex,
        knex.raw(`explain (generic_plan) ${numbered(statement.toSQL().sql)}`),
      )
    : explain(knex, statement);
}

/** The plans of all statements that `run` sends, but for those that begin and end transactions. */
async function explainSent(
  knex: Knex,
  run: () => Promise<unknown>,
): Promise<string> {
  const sent: Array<{ sql: string; bindings: Knex.RawBinding[] }> = [];
  const listener = (statement: (typeof sent)[number]) => sent.push(statement);
  knex.on('query', listener);
  await run();
  knex.removeListener('query', listener);
  const plans: string[] = [];
  for (const { sql, bindings } of sent) {
    if (/^\s*(with|select|update|delete|insert)/i.test(sql)) {
      const statement = knex.raw(sql.replace(/\$\d+/g, '?'), bindings);
      plans.push(await explain(knex, statement));
    }
  }
  return plans.join('\n');
}

async function planOf(knex: Knex, statement: Knex.Raw): Promise<string> {
  const rows = await queryRows<Record<string, unknown>>(knex, statement);
  return rows.map(row => row['QUERY PLAN'] ?? row.detail).join('\n');
}

/** The statement with its places numbered, as the driver sends it. */
function numbered(sql: string): string {
  let number = 0;
  return sql.replace(/\?/g, () => {
    number += 1;
    return `$${number}`;
  });
}
