import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { runTogether } from './runTogether';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('runTogether, %s', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.schema.createTable('parents', table => {
      table.text('id').primary();
    });
    await knex.schema.createTable('children', table => {
      table.text('id').primary();
      table.text('parent').notNullable().references('id').inTable('parents');
    });
  });

  const insertParent = (db: Knex, id: string) => ({
    statement: db('parents')
      .insert({ id })
      .onConflict()
      .ignore()
      .returning('id'),
    refusal: () => new Error(`${id} is taken`),
  });

  const insertChildren = (db: Knex, ids: string[], parent: string) => ({
    statement: db('children').insert(ids.map(id => ({ id, parent }))),
  });

  it('writes all of it, references among it included', async () => {
    await knex.transaction(tx =>
      runTogether(tx, [
        insertParent(tx, 'ada'),
        insertChildren(tx, ['a', 'b'], 'ada'),
      ]),
    );
    expect(await knex('parents').pluck('id')).toEqual(['ada']);
    expect(await knex('children').orderBy('id').pluck('id')).toEqual([
      'a',
      'b',
    ]);
  });

  it('tells the first refusal in words', async () => {
    await knex('parents').insert([{ id: 'ada' }, { id: 'bob' }]);
    const written = knex.transaction(tx =>
      runTogether(tx, [
        insertParent(tx, 'new'),
        insertParent(tx, 'ada'),
        insertParent(tx, 'bob'),
        insertChildren(tx, ['a'], 'ada'),
      ]),
    );
    await expect(written).rejects.toThrow('ada is taken');
    expect(await knex('parents').pluck('id')).not.toContain('new');
    expect(await knex('children').pluck('id')).toEqual([]);
  });

  it('runs one statement, and none', async () => {
    await runTogether(knex, []);
    await runTogether(knex, [insertParent(knex, 'ada')]);
    await expect(
      runTogether(knex, [insertParent(knex, 'ada')]),
    ).rejects.toThrow('ada is taken');
  });

  it('sends PostgreSQL one statement for all', async () => {
    const sent: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => sent.push(sql));
    await knex.transaction(tx =>
      runTogether(tx, [
        insertParent(tx, 'ada'),
        insertChildren(tx, ['a'], 'ada'),
        insertParent(tx, 'bob'),
      ]),
    );
    expect(sent.filter(sql => sql.includes('insert'))).toHaveLength(
      databaseId.startsWith('POSTGRES') ? 1 : 3,
    );
  });
});
