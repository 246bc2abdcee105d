import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { LocalJobWaker } from './JobWaker';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const LIMIT = 3;
const ROUNDS = 25;

describe.each(databases.eachSupportedId())('slots of a limit on %s', id => {
  let knex: Knex;
  let replicas: TestQueue[];

  beforeEach(async () => {
    knex = await createJobsDatabase(databases, id);
    replicas = [0, 1].map(() =>
      createTestQueue(knex, { config: { limits: { busy: LIMIT } } }),
    );
    await replicas[0].enqueue(
      ...Array.from({ length: LIMIT + ROUNDS }, (_, index) => ({
        key: `job-${index}`,
        limitKey: 'busy',
      })),
    );
  });

  it('are filled once, although two replicas see the same one free', async () => {
    const running = await replicas[0].claim(LIMIT);
    const taken: string[] = running.map(({ key }) => key);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [ended] = running.splice(round % LIMIT, 1);
      await replicas[round % 2].queue.settle(ended, { type: 'done' });

      const claims = await Promise.all(
        replicas.flatMap(replica => [replica.claim(2), replica.claim(2)]),
      );

      expect(claims.flat()).toHaveLength(1);
      running.push(...claims.flat());
      taken.push(...claims.flat().map(({ key }) => key));
      const leased = await replicas[0].queue.list({
        state: 'leased',
        limit: 10,
      });
      expect(leased).toHaveLength(LIMIT);
    }
    expect(new Set(taken).size).toBe(LIMIT + ROUNDS);
  });

  it('become free although nobody could be told', async () => {
    const waker = new LocalJobWaker();
    const { queue, claim } = createTestQueue(knex, {
      config: { limits: { busy: LIMIT } },
      waker,
    });
    const [job] = await claim(LIMIT);
    jest
      .spyOn(waker, 'announce')
      .mockRejectedValue(new Error('Connection terminated unexpectedly'));

    expect(await queue.settle(job, { type: 'done' })).toEqual({
      type: 'settled',
      state: 'done',
    });
    expect(await claim(LIMIT)).toHaveLength(1);
  });
});
