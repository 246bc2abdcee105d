import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import {
  createJobsTables,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { prepareDatabase } from './prepareDatabase';

jest.setTimeout(60_000);

describe('prepareDatabase', () => {
  const directory = createMockDirectory();
  const opened: Knex[] = [];

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(knex => knex.destroy()));
  });

  function open(filename: string): Knex {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
    opened.push(knex);
    return knex;
  }

  const pragmasOf = async (knex: Knex) => ({
    ...(await knex.raw('pragma journal_mode'))[0],
    ...(await knex.raw('pragma synchronous'))[0],
    ...(await knex.raw('pragma busy_timeout'))[0],
  });

  it('makes a file survive a power cut, also over a new connection', async () => {
    const knex = open(join(directory.path, 'durable.sqlite'));
    const expected = { journal_mode: 'wal', synchronous: 2, timeout: 0 };
    await prepareDatabase(knex, mockServices.logger.mock());
    expect(await pragmasOf(knex)).toEqual(expected);

    const connection = await knex.client.acquireConnection();
    connection.__knex__disposed = new Error('replaced');
    await knex.client.releaseConnection(connection);
    expect(await pragmasOf(knex)).toEqual(expected);

    const replacement = await knex.client.acquireConnection();
    await knex.client.releaseConnection(replacement);
    expect(replacement).not.toBe(connection);
  });

  it('lets others run between those who wait for the connection', async () => {
    const knex = open(join(directory.path, 'shared.sqlite'));
    await prepareDatabase(knex, mockServices.logger.mock());
    let turns = 0;
    let watching = true;
    const watch = () => {
      turns += 1;
      if (watching) {
        setImmediate(watch);
      }
    };
    setImmediate(watch);
    await Promise.all(Array.from({ length: 10 }, () => knex.raw('select 1')));
    watching = false;
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('answers with the columns of a schema that changed', async () => {
    const knex = open(join(directory.path, 'changed.sqlite'));
    await prepareDatabase(knex, mockServices.logger.mock());
    await knex.raw('create table things (name text)');
    await knex.raw(`insert into things values ('a')`);
    expect(await knex('things')).toEqual([{ name: 'a' }]);
    await knex.raw('alter table things add column size integer');
    expect(await knex('things')).toEqual([{ name: 'a', size: null }]);
    await knex.raw('drop table things');
    await expect(knex('things')).rejects.toThrow('no such table');
  });

  it('warns when nothing will last', async () => {
    const logger = mockServices.logger.mock();
    await prepareDatabase(open(':memory:'), logger);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the database is in memory'),
    );
  });

  it('lets a queue wait for another process that writes, without blocking this one', async () => {
    const filename = join(directory.path, 'busy.sqlite');
    const knex = open(filename);
    await prepareDatabase(knex, mockServices.logger.mock());
    await createJobsTables(knex);
    const { enqueue, claim } = createTestQueue(knex);
    await enqueue({ key: 'a' });

    const other = open(filename);
    await other.raw('begin immediate');
    const claimed = claim(1);
    // The claim waits for the commit below, and only a process that is not blocked gets there.
    for (let turn = 0; turn < 100; turn += 1) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await other.raw('commit');

    expect(await claimed).toHaveLength(1);
  });
});
