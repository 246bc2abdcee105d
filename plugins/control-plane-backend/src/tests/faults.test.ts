import { CampaignDatabaseChoice } from '../__testUtils__/crash/CampaignDatabase';
import { FaultCampaign } from '../__testUtils__/faults/FaultCampaign';
import { killedBeforeReply } from '../__testUtils__/faults/killedBeforeReply';
import { killedFleet } from '../__testUtils__/faults/killedFleet';
import { killedWorkers } from '../__testUtils__/faults/killedWorkers';
import { manyWriters } from '../__testUtils__/faults/manyWriters';
import { pausedReplicas } from '../__testUtils__/faults/pausedReplicas';
import { terminatedReplicas } from '../__testUtils__/faults/terminatedReplicas';

// `npm run faults` does each of them hundreds of times, and more kinds.
const BACKLOG = { large: 30, small: 30 };

// Seconds each on a machine with nothing else to do.
jest.setTimeout(240_000);

const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
const sqlite: CampaignDatabaseChoice = { client: 'better-sqlite3' };
const postgres: CampaignDatabaseChoice[] = url ? [{ client: 'pg', url }] : [];

const campaigns: Array<[FaultCampaign, CampaignDatabaseChoice]> = [
  [killedWorkers, sqlite],
  [killedBeforeReply, sqlite],
  ...postgres.flatMap((database): typeof campaigns => [
    [killedFleet(BACKLOG), database],
    [pausedReplicas, database],
    [manyWriters({ writers: 8, askedByEach: 5 }), database],
    [manyWriters({ writers: 8, askedByEach: 5 }, 'hasty'), database],
    [terminatedReplicas, database],
  ]),
];

const named = campaigns.map(
  ([campaign, database]) =>
    [campaign.id, database.client, campaign, database] as const,
);

describe('the product under faults between processes', () => {
  const stop = new AbortController();

  afterAll(() => stop.abort());

  it('is tried here where the campaign says so, or else npm test would do it twice', () => {
    expect(named.filter(([, , { isInJest }]) => !isInJest)).toEqual([]);
  });

  it.each(named)('holds in %s on %s', async (...given) => {
    const [, , campaign, database] = given;
    const seed = Math.floor(Math.random() * 2 ** 31);
    const said = [`seed ${seed}`];

    const { problems } = await campaign.run({
      database,
      seed,
      runs: campaign.runs.short,
      report: line => said.push(line),
      signal: stop.signal,
    });

    // What was done belongs to the failure, so that it can be done again.
    expect({ problems, said }).toEqual({ problems: [], said });
  });
});
