import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { SystemDatabaseClock } from '../sql/DatabaseClock';
import { dialectOf } from '../sql/dialect';
import { queryRows } from '../sql/queryRows';
import { purgeStatement } from './chores/purgeJobs';
import { expiredStatement } from './chores/rescueJobs';
import { claimStatement } from './operations/claimJobs';
import { peekStatement } from './operations/peekJobs';
import {
  groupsStatement,
  kindsStatement,
} from './operations/readQueueOverview';
import { renewStatement } from './operations/renewLeases';
import { settleStatement } from './operations/settleJobs';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const clock = new SystemDatabaseClock();
const id = '00000000-0000-7000-8000-000000000000';

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
      state: 'done',
      finished_at: clock.now(knex),
    });
    await enqueue(...jobs('waiting', 10_000));
    await claim(200);
    await knex.raw('analyze');
  });

  it.each<[string, (knex: Knex) => Knex.Raw, string[]]>([
    [
      'claim',
      db =>
        claimStatement(db, {
          owner: 'test',
          ticket: id,
          limit: 10,
          kinds: ['test'],
          clock,
          leaseSeconds: 30,
          limits: { busy: 3 },
        }),
      ['jobs_ready_lane', 'jobs_leased'],
    ],
    [
      'claim without limits',
      db =>
        claimStatement(db, {
          owner: 'test',
          ticket: id,
          limit: 1000,
          kinds: ['test', 'other'],
          clock,
          leaseSeconds: 30,
          limits: {},
        }),
      ['jobs_ready_lane', 'jobs_leased'],
    ],
    [
      'peek',
      db => peekStatement(db, { clock, kinds: ['test'] }),
      ['jobs_ready_lane', 'jobs_leased'],
    ],
    [
      'renewal',
      db =>
        renewStatement(db, [{ id, ticket: id }], { clock, leaseSeconds: 30 }),
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
    ['rescue', db => expiredStatement(db, { clock }), ['jobs_leased']],
    [
      'purge',
      db => purgeStatement(db, { clock, retentionDays: 30 }),
      ['jobs_finished'],
    ],
  ])(
    '%s reads through its index, never the whole table',
    async (_, statement, indices) => {
      const plan = await explain(knex, statement(knex));
      for (const index of indices) {
        expect(plan).toMatch(
          index === 'primary key' ? PRIMARY_KEY : new RegExp(index),
        );
      }
      expect(plan).not.toMatch(WHOLE_TABLE);
    },
  );

  it('hops from lane to lane without reading the jobs in between', async () => {
    const statement = peekStatement(knex, { clock, kinds: ['test'] });
    expect(await explain(knex, statement)).toMatch(HOP);
  });

  it('tells people of the queue without reading its history', async () => {
    // Most of the table is history, as it is in the long run, and its indices hold what they index, not what once was.
    await knex('jobs')
      .where({ state: 'ready' })
      .whereNot('key', 'like', '%7')
      .update({ state: 'done', finished_at: clock.now(knex) });
    if (dialectOf(knex) === 'postgresql') {
      await knex.raw('vacuum jobs');
      await knex.raw('reindex table jobs');
    }
    await knex.raw('analyze');

    const kinds = await explain(knex, kindsStatement(knex, { clock }));
    const groups = await explain(knex, groupsStatement(knex));

    expect(kinds).toMatch(/jobs_finished/);
    for (const plan of [kinds, groups]) {
      expect(plan).toMatch(/jobs_ready_lane/);
      expect(plan).toMatch(/jobs_leased/);
      expect(plan).not.toMatch(/Seq Scan on jobs|SCAN jobs(?! USING)/);
    }
  });
});

const PRIMARY_KEY = /jobs_pkey|sqlite_autoindex_jobs_1/;

const WHOLE_TABLE =
  /Seq Scan on jobs|SCAN (jobs|next_lane|head|candidate)\b(?! USING COVERING INDEX jobs_(ready_lane|leased))/;

/** The hop from lane to lane must seek by all four columns, not read on through the jobs of one. */
const HOP =
  /Index Cond: \(ROW\(kind, group_key, limit_key, priority\) >|\(\(?kind,group_key,limit_key,priority\)?>/;

async function explain(knex: Knex, statement: Knex.Raw): Promise<string> {
  const prefix =
    dialectOf(knex) === 'postgresql' ? 'explain' : 'explain query plan';
  const rows = await queryRows<Record<string, unknown>>(
    knex,
    knex.raw(`${prefix} ?`, [statement]),
  );
  return rows.map(row => row['QUERY PLAN'] ?? row.detail).join('\n');
}
