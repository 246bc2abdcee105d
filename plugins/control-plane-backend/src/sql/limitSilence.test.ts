import { TestDatabases } from '@backstage/backend-test-utils';
import { limitSilence } from './limitSilence';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('limitSilence on %s', id => {
  if (id === 'SQLITE_3') {
    it('changes nothing', async () => {
      const knex = await databases.init(id);

      limitSilence(knex, 1);

      expect(await knex.raw('select 1 as one')).toEqual([{ one: 1 }]);
    });
    return;
  }

  it('fails a statement to which the database says nothing, as one that cannot be reached', async () => {
    const knex = await databases.init(id);
    limitSilence(knex, 200);

    await expect(knex.raw('select pg_sleep(3)')).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
  });

  it('serves on, by a new connection', async () => {
    const knex = await databases.init(id);
    limitSilence(knex, 200);
    await knex.raw('select pg_sleep(3)').catch(() => {});

    const { rows } = await knex.raw('select 1 as one');

    expect(rows).toEqual([{ one: 1 }]);
  });

  it('fails who waits for a connection behind those to whom the database says nothing', async () => {
    const knex = await databases.init(id);
    const silence = () => knex.raw('select pg_sleep(2)').then(() => {});
    const inUse = Array.from({ length: knex.client.pool.max }, silence);
    limitSilence(knex, 60_000, 200);

    await expect(knex.raw('select 1')).rejects.toMatchObject({
      name: 'KnexTimeoutError',
    });

    await Promise.all(inUse);
  });

  it('leaves a connection alone that has nothing to do', async () => {
    const knex = await databases.init(id);
    const pid = async () =>
      (await knex.raw('select pg_backend_pid() as pid')).rows[0].pid;
    limitSilence(knex, 50);
    const before = await pid();

    // Elsewhere, and longer than silence may last.
    const elsewhere = await databases.init(id);
    await elsewhere.raw('select pg_sleep(0.3)');

    expect(await pid()).toBe(before);
  });
});
