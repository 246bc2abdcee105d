import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  JOBS_MIGRATION,
  LEASES_MIGRATION,
  LIVE_JOBS_MIGRATION,
  createJobsDatabase,
  createTestQueue,
  jobsMigrations,
} from '../__testUtils__/createTestQueue';
import { SystemDatabaseClock, addSeconds } from '../sql/DatabaseClock';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const idOf = (number: number) => `00000000-0000-7000-8000-00000000000${number}`;

/** A job that waits, as a row. */
function rowOf(knex: Knex, number: number, key = `key-${number}`) {
  const now = new SystemDatabaseClock().now(knex);
  return {
    id: idOf(number),
    kind: 'test',
    key,
    group_key: 'team-a',
    limit_key: '',
    priority: 0,
    payload: '{}',
    attempt: 0,
    max_attempts: 3,
    run_at: now,
    created_at: now,
  };
}

describe.each(databases.eachSupportedId())('migrations of jobs on %s', id => {
  const down = (knex: Knex, name: string) =>
    knex.migrate.down({ ...jobsMigrations, name });
  const up = (knex: Knex, name: string) =>
    knex.migrate.up({ ...jobsMigrations, name });

  it('hold the rules of a job by themselves', async () => {
    const knex = await createJobsDatabase(databases, id);
    const now = new SystemDatabaseClock().now(knex);
    await knex('jobs').insert(rowOf(knex, 1, 'a'));

    await expect(knex('jobs').insert(rowOf(knex, 2, 'a'))).rejects.toThrow(
      /unique/i,
    );
    await expect(
      knex('jobs').insert({
        ...rowOf(knex, 2),
        outcome: 'asleep',
        finished_at: now,
      }),
    ).rejects.toThrow(/jobs_outcome_check|check constraint/i);
    await expect(
      knex('jobs').insert({
        ...rowOf(knex, 2),
        outcome: 'done',
        finished_at: now,
        ticket: idOf(9),
      }),
    ).rejects.toThrow(/jobs_ticket_check|check constraint/i);
    await expect(
      knex('jobs').insert({ ...rowOf(knex, 2), outcome: 'done' }),
    ).rejects.toThrow(/jobs_finished_check|check constraint/i);
    await knex('jobs').insert({
      ...rowOf(knex, 2, 'a'),
      outcome: 'done',
      finished_at: now,
    });
  });

  it('tell the state of a job from its outcome and its ticket', async () => {
    const knex = await createJobsDatabase(databases, id);
    const now = new SystemDatabaseClock().now(knex);
    await knex('jobs').insert(rowOf(knex, 1));
    await knex('jobs').insert({ ...rowOf(knex, 2), ticket: idOf(9) });
    await knex('jobs').insert({
      ...rowOf(knex, 3),
      outcome: 'dead',
      finished_at: now,
    });

    const states = await knex('jobs').orderBy('id').pluck('state');

    expect(states).toEqual(['ready', 'leased', 'dead']);
  });

  it('take jobs along, with the leases that run, up and down', async () => {
    const knex = await createJobsDatabase(databases, id);
    await down(knex, LEASES_MIGRATION);
    const now = new SystemDatabaseClock().now(knex);
    const lease = {
      state: 'leased',
      attempt: 1,
      lease_owner: 'host/1',
      lease_until: addSeconds(knex, now, 20),
    };
    await knex('jobs').insert([
      { ...rowOf(knex, 1), state: 'ready' },
      { ...rowOf(knex, 2), ...lease, ticket: idOf(8) },
      { ...rowOf(knex, 3), ...lease, ticket: idOf(9) },
      { ...rowOf(knex, 4), ...lease, ticket: idOf(9) },
      { ...rowOf(knex, 5), state: 'cancelled', finished_at: now },
    ]);

    await up(knex, LEASES_MIGRATION);

    const { queue, databaseClock } = createTestQueue(knex);
    const jobs = (await queue.list({ limit: 10 })).reverse();
    expect(jobs.map(({ state }) => state)).toEqual([
      'ready',
      'leased',
      'leased',
      'leased',
      'cancelled',
    ]);
    expect(jobs[3].lease).toEqual({
      owner: 'host/1',
      until: expect.any(Date),
    });
    await queue.settle(
      {
        id: idOf(2),
        ticket: idOf(8),
        kind: 'test',
        key: 'key-2',
        attempt: 1,
        maxAttempts: 3,
      },
      { type: 'done' },
    );

    await down(knex, LEASES_MIGRATION);

    expect(
      await knex('jobs').orderBy('id').select('state', 'lease_owner'),
    ).toEqual([
      { state: 'ready', lease_owner: null },
      { state: 'done', lease_owner: null },
      { state: 'leased', lease_owner: 'host/1' },
      { state: 'leased', lease_owner: 'host/1' },
      { state: 'cancelled', lease_owner: null },
    ]);
    await up(knex, LEASES_MIGRATION);
    databaseClock.shift(60);
    expect((await queue.rescue()).sort()).toEqual([idOf(3), idOf(4)]);
  });

  it('go down with rows and up again', async () => {
    const knex = await createJobsDatabase(databases, id);
    await knex('jobs').insert(rowOf(knex, 1));

    await down(knex, LEASES_MIGRATION);
    await down(knex, LIVE_JOBS_MIGRATION);
    await down(knex, JOBS_MIGRATION);
    expect(await knex.schema.hasTable('jobs')).toBe(false);

    await up(knex, JOBS_MIGRATION);
    await up(knex, LIVE_JOBS_MIGRATION);
    await up(knex, LEASES_MIGRATION);
    const { enqueue, claim } = createTestQueue(knex);
    await enqueue({ key: 'a' });
    expect(await claim(1)).toHaveLength(1);
  });
});
