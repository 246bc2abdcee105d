import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { SteppedClock } from '../__testUtils__/SteppedClock';
import {
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { dialectOf } from '../sql/dialect';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const next = { owner: 'test', kinds: ['test'] };

describe.each(databases.eachSupportedId())(
  'a job that follows another on %s',
  id => {
    let knex: Knex;

    beforeAll(async () => {
      knex = await createJobsDatabase(databases, id);
    });

    beforeEach(async () => {
      await knex('jobs').del();
      await knex('job_leases').del();
    });

    const create = (limits: Record<string, number> = {}) =>
      createTestQueue(knex, { clock: new SteppedClock(), config: { limits } });

    /** What goes to the database while `run` runs, without what begins and ends transactions. */
    async function statementsOf(run: () => Promise<unknown>) {
      const statements: string[] = [];
      const listen = ({ sql }: { sql: string }) => statements.push(sql);
      knex.on('query', listen);
      await run();
      knex.removeListener('query', listen);
      return statements.filter(sql => !/^(BEGIN|COMMIT)/i.test(sql));
    }

    it('is claimed by the transaction that settles the other', async () => {
      const { queue, enqueue, claim } = create();
      await enqueue({ key: 'a' }, { key: 'b' });
      const [a] = await claim(1);

      let result;
      const statements = await statementsOf(async () => {
        result = await queue.settle(a, { type: 'done' }, next);
      });

      expect(result).toEqual({
        type: 'settled',
        state: 'done',
        next: expect.objectContaining({
          key: 'b',
          state: 'leased',
          attempt: 1,
          lease: { owner: 'test', until: expect.any(Date) },
        }),
      });
      if (dialectOf(knex) === 'postgresql') {
        expect(statements).toHaveLength(1);
      }
      expect((await queue.list({ limit: 10 })).map(job => job.state)).toEqual([
        'leased',
        'done',
      ]);
    });

    it('has a lease of its own, and the other has none any more', async () => {
      const { queue, enqueue, claim } = create();
      await enqueue({ key: 'a' }, { key: 'b' });
      const [a] = await claim(1);

      const { next: b } = await queue.settle(a, { type: 'done' }, next);

      expect(await knex('job_leases').pluck('ticket')).toEqual([b?.ticket]);
      expect(b?.ticket).not.toBe(a.ticket);
      expect(await queue.settle(a, { type: 'done' })).toEqual({ type: 'lost' });
    });

    // SQLite's claims begin anew each time, and nobody holds a row there.
    if (id.startsWith('POSTGRES')) {
      it('is looked for from where the last claim ended; what that passed over comes with the next look', async () => {
        const { queue, enqueue, claim } = create();
        await enqueue(...['a', 'b', 'c', 'd', 'e'].map(key => ({ key })));
        const other = await knex.transaction();
        await other('jobs').where({ key: 'a' }).forUpdate();

        const [b] = await claim(1);
        const [c] = await claim(1);
        const { next: d } = await queue.settle(b, { type: 'done' }, next);
        const bindings: unknown[] = [];
        const listen = (query: { bindings: unknown[] }) =>
          bindings.push(...query.bindings);
        knex.on('query', listen);
        const [e] = await claim(1);
        knex.removeListener('query', listen);
        await other.commit();
        const [a] = await claim(1);

        expect([b, c, d, e, a].map(job => job?.key)).toEqual([
          'b',
          'c',
          'd',
          'e',
          'a',
        ]);
        expect(bindings).toContain(d?.id);
      });
    }

    it('comes although the other was lost', async () => {
      const { queue, enqueue, claim } = create();
      await enqueue({ key: 'a' }, { key: 'b' });
      const [a] = await claim(1);

      const stale = { ...a, ticket: a.id };
      const result = await queue.settle(stale, { type: 'done' }, next);

      expect(result).toEqual({
        type: 'lost',
        next: expect.objectContaining({ key: 'b' }),
      });
    });

    it('is there for each of several that end together, as far as there are jobs', async () => {
      const { queue, enqueue, claim } = create();
      await enqueue({ key: 'a' }, { key: 'b' }, { key: 'c' });
      const [a, b] = await claim(2);

      const results = await Promise.all(
        [a, b].map(job => queue.settle(job, { type: 'done' }, next)),
      );

      expect(results.map(result => result.next?.key)).toEqual(['c', undefined]);
    });

    it('comes after a look when jobs were added since the last one', async () => {
      const { queue, enqueue, claim } = create();
      await enqueue({ key: 'a' }, { key: 'b' });
      const [a] = await claim(1);
      await enqueue({ key: 'urgent', priority: 5 });

      const result = await queue.settle(a, { type: 'done' }, next);

      // PostgreSQL leaves the look to a claim.
      const isTogether = dialectOf(knex) === 'sqlite';
      expect(result).toMatchObject({ type: 'settled', state: 'done' });
      expect(result.next?.key).toBe(isTogether ? 'urgent' : undefined);
      const [urgent] = result.next ? [result.next] : await claim(1);
      expect(urgent.key).toBe('urgent');
    });

    it('is left to a claim where limits count', async () => {
      const { queue, enqueue, claim } = create({ slow: 1 });
      await enqueue({ key: 'a', limitKey: 'slow' }, { key: 'b' });
      const [a] = await claim(1);

      const result = await queue.settle(a, { type: 'done' }, next);

      expect(result).toEqual({ type: 'settled', state: 'done' });
    });

    it('is left to a claim when the other failed', async () => {
      const { queue, enqueue, claim } = create();
      await enqueue({ key: 'a' }, { key: 'b' });
      const [a] = await claim(1);

      const result = await queue.settle(
        a,
        { type: 'retryable', message: 'x' },
        next,
      );

      expect(result).not.toHaveProperty('next');
    });
  },
);
