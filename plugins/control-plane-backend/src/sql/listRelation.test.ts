import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { listRelation } from './listRelation';
import { queryRows } from './queryRows';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('listRelation on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
  });

  it.each([
    ['plain', ['a', 'b c']],
    ['with quotes and backslashes', ['{"a":"b\\"c"}', '\\n', "it's", '\\']],
    ['with control characters', ['line\nnext', 'tab\there', '\u0001', '\r']],
    ['that look like syntax', ['NULL', '', '{}', ',', 'null', '?', '??']],
    ['from anywhere', ['Grüße', '日本', '🚀', '\u2028']],
  ])('gives back texts %s', async (_, texts) => {
    // One row is written in another way than many, and a character may change how all of its column are.
    for (const values of [texts, ...texts.map(text => [text])]) {
      const rows = await queryRows<{ text: string }>(
        knex,
        knex.raw('select list.text from ?', [
          listRelation(knex, 'list', { text: { type: 'text', values } }),
        ]),
      );
      expect(rows.map(({ text }) => text)).toEqual(values);
    }
  });

  it.each([[['a', null, 'c']], [['a']], [[null]], [[]]])(
    'has a row for each of %j, with what they share',
    async values => {
      const rows = await queryRows(
        knex,
        knex.raw('select list.* from ?', [
          listRelation(knex, 'list', {
            text: { type: 'text', values },
            team: { type: 'text', value: 'a "team"' },
            number: { type: 'integer', values: values.map((_, at) => at) },
            weight: { type: 'integer', value: 5 },
          }),
        ]),
      );

      expect(rows).toEqual(
        values.map((text, number) => ({
          text,
          team: 'a "team"',
          number,
          weight: 5,
        })),
      );
    },
  );

  it('refuses columns that are all shared: the number of rows would not be known', () => {
    expect(() =>
      listRelation(knex, 'list', { team: { type: 'text', value: 'a' } }),
    ).toThrow(/a column of its own values/);
  });
});
