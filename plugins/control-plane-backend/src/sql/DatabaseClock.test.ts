import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { ShiftedDatabaseClock } from '../__testUtils__/ShiftedDatabaseClock';
import {
  SystemDatabaseClock,
  addSeconds,
  readDatabaseTime,
  secondsBetween,
} from './DatabaseClock';
import {
  fromDatabaseTime,
  fromNullableDatabaseTime,
  toDatabaseTime,
} from './databaseTime';
import { queryRows } from './queryRows';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('database time on %s', id => {
  const clock = new SystemDatabaseClock();
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.schema.createTable('moments', table => {
      table.timestamp('at', { precision: 3 }).notNullable();
    });
  });

  beforeEach(() => knex('moments').del());

  it('is the present, and never lies ahead of the next reading', async () => {
    const before = Date.now();
    const read = (await readDatabaseTime(knex, clock)).getTime();
    // Either clock may round to the millisecond in its own way.
    expect(read).toBeGreaterThanOrEqual(before - 1);
    expect(read).toBeLessThanOrEqual(Date.now() + 1);
    await knex('moments').insert({ at: clock.now(knex) });
    const [row] = await queryRows<{ count: string | number }>(
      knex,
      knex.raw('select count(*) as count from moments where at <= ?', [
        clock.now(knex),
      ]),
    );
    expect(Number(row.count)).toBe(1);
  });

  it('moves on within a transaction', async () => {
    await knex.transaction(async tx => {
      const first = await readDatabaseTime(tx, clock);
      let later = first;
      while (later.getTime() === first.getTime()) {
        later = await readDatabaseTime(tx, clock);
      }
      expect(later.getTime()).toBeGreaterThan(first.getTime());
    });
  });

  it.each([
    '2024-02-29T23:59:59.999Z',
    '1970-01-01T00:00:00.001Z',
    '2038-01-19T03:14:08.000Z',
  ])('stores %s and reads it back to the millisecond', async text => {
    const time = new Date(text);
    await knex('moments').insert({ at: toDatabaseTime(knex, time) });
    const row = await knex('moments').first();
    expect(fromDatabaseTime(row.at)).toEqual(time);
  });

  it.each([0, 0.25, 90, -3600])('adds %d seconds', async seconds => {
    const time = new Date('2026-03-29T00:59:59.500Z');
    await knex('moments').insert({ at: toDatabaseTime(knex, time) });
    const at = knex.raw('at');
    const [row] = await queryRows<{ later: unknown; elapsed: number }>(
      knex,
      knex.raw('select ? as later, ? as elapsed from moments', [
        addSeconds(knex, at, seconds),
        secondsBetween(knex, at, addSeconds(knex, at, seconds)),
      ]),
    );
    expect(fromDatabaseTime(row.later).getTime() - time.getTime()).toBe(
      seconds * 1000,
    );
    expect(row.elapsed).toBeCloseTo(seconds, 6);
  });

  it('can be shifted by a test', async () => {
    const shifted = new ShiftedDatabaseClock();
    shifted.shift(3600);
    shifted.shift(-600);
    const before = Date.now();
    const read = (await readDatabaseTime(knex, shifted)).getTime();
    expect(read).toBeGreaterThanOrEqual(before + 3_000_000 - 1);
    expect(read).toBeLessThanOrEqual(Date.now() + 3_000_000 + 1);
  });

  it('refuses what is no time', () => {
    expect(() => toDatabaseTime(knex, new Date(NaN))).toThrow('a valid date');
    expect(() => fromDatabaseTime({})).toThrow('Expected a timestamp');
    expect(() => fromDatabaseTime('soon')).toThrow('Expected a timestamp');
    expect(fromNullableDatabaseTime(null)).toBeUndefined();
  });
});
