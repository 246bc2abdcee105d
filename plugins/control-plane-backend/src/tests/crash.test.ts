import { CampaignDatabaseChoice } from '../__testUtils__/crash/CampaignDatabase';
import { runCrashCampaign } from '../__testUtils__/crash/runCrashCampaign';

// `npm run faults` kills more often.
const KILLS = 2;
const REQUESTS = 10;

jest.setTimeout(240_000);

const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
const databases: CampaignDatabaseChoice[] = [
  { client: 'better-sqlite3' },
  ...(url ? [{ client: 'pg' as const, url }] : []),
];

describe.each(databases)('the backend on $client', database => {
  const stop = new AbortController();

  afterEach(() => stop.abort());

  it('makes each request ready exactly once when it is killed meanwhile', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const said = [`seed ${seed}`];

    const result = await runCrashCampaign({
      seed,
      kills: KILLS,
      requests: REQUESTS,
      database,
      report: line => said.push(line),
      signal: stop.signal,
    }).catch(error => {
      throw new Error(said.join('\n'), { cause: error });
    });

    // What was done belongs to the failure, so that it can be done again.
    expect({ problems: result.problems, said }).toEqual({ problems: [], said });
    expect(result).toMatchObject({ ready: REQUESTS, commits: REQUESTS });
  });
});
