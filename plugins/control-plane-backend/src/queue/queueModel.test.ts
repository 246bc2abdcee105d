import { TestDatabases } from '@backstage/backend-test-utils';
import { createJobsDatabase } from '../__testUtils__/createTestQueue';
import { checkQueueModel } from '../__testUtils__/models/queueModel';

jest.setTimeout(60_000);

/** A few seconds a database; `npm run faults` does many more. */
const SEQUENCES = 150;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the queue on %s', id => {
  it('does what a model of it does, whatever the order of commands', async () => {
    const knex = await createJobsDatabase(databases, id);

    const { failure } = await checkQueueModel(knex, { numRuns: SEQUENCES });

    expect(failure).toBeUndefined();
  });
});
