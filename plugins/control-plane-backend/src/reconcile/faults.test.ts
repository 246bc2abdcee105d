import { TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { databaseChoiceOf } from '../__testUtils__/faults/databaseChoiceOf';
import { FaultDatabases } from '../__testUtils__/faults/FaultDatabases';
import { FaultCampaign } from '../__testUtils__/faults/FaultCampaign';
import { randomFaultsCampaign } from '../__testUtils__/faults/randomFaultsCampaign';
import { singleFaultCampaign } from '../__testUtils__/faults/singleFaultCampaign';
import { checkInterleavings } from '../__testUtils__/models/interleavings';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

/** `npm run faults` tries every place and draws its seeds; here the same few come each time. */
const SEED = 4711;

describe.each(databases.eachSupportedId())('faults of ports, on %s', id => {
  const run = async (campaign: FaultCampaign, runs: number) =>
    campaign.run({
      database: databaseChoiceOf(await databases.init(id)),
      seed: SEED,
      // Each run may want a database of its own, which takes a server long.
      runs: id === 'SQLITE_3' ? runs : Math.ceil(runs / 16),
      report: () => {},
      signal: new AbortController().signal,
    });

  it('leave what would be there without the one fault', async () => {
    const { problems, runs } = await run(singleFaultCampaign, 120);

    expect(problems).toEqual([]);
    expect(runs).toBeGreaterThan(5);
  });

  it('leave every invariant whole, however many there are', async () => {
    const { problems, figures } = await run(randomFaultsCampaign, 8);

    expect(problems).toEqual([]);
    expect(figures.faults).toBeGreaterThan(0);
  });
});

describe('people, chores and workers at one request at the same time', () => {
  it('leave every invariant whole, whatever the order of their transactions', async () => {
    const { failure } = await checkInterleavings(
      FaultDatabases.create({ client: 'better-sqlite3' }),
      { numRuns: 10 },
    );

    expect(failure).toBeUndefined();
  });
});
