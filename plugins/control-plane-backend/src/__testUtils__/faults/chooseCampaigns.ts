import { CampaignDatabaseChoice } from '../crash/CampaignDatabase';
import { FaultCampaign } from './FaultCampaign';

/** A campaign on one database, and how often. */
export interface ChosenCampaign {
  campaign: FaultCampaign;
  database: CampaignDatabaseChoice;
  runs: number;
}

/** How often each campaign runs. */
export interface RunCounts {
  /** So often, in place of the number that each campaign has. */
  runs?: number;
  /** As often as in `npm test`. */
  short: boolean;
  /** Per cent of each campaign's own number, but no fewer than in `npm test`; 100 when absent. */
  share?: number;
}

/**
 * What is to run, in the order of the registry.
 *
 * @throws Error for a name that no campaign has
 */
export function chooseCampaigns(
  all: readonly FaultCampaign[],
  options: {
    /** Ids, in any case; all campaigns but the longest when absent. */
    only?: readonly string[];
    /** Whether to leave out those whose short version is in a Jest test. */
    notInJest?: boolean;
    databases: readonly CampaignDatabaseChoice[];
  } & RunCounts,
): ChosenCampaign[] {
  const wanted = options.only?.map(id => id.toLowerCase());
  const known = all.map(({ id }) => id);
  const unknown = wanted?.find(
    id => !known.some(other => other.toLowerCase() === id),
  );
  if (unknown !== undefined) {
    throw new Error(
      `--only: expected some of ${known.join(', ')}, got ${unknown}`,
    );
  }
  return all
    .filter(({ id, onlyWhenNamed }) =>
      wanted ? wanted.includes(id.toLowerCase()) : !onlyWhenNamed,
    )
    .filter(({ isInJest }) => !(options.notInJest && isInJest))
    .flatMap(campaign =>
      options.databases
        .filter(({ client }) => campaign.databases.includes(client))
        .map(database => ({
          campaign,
          database,
          runs: runsOf(campaign, database.client, options),
        })),
    );
}

/** Runs of a whole campaign on a database. */
export function fullRunsOf(
  { runs: { full, fullOnPostgres = full } }: FaultCampaign,
  client: CampaignDatabaseChoice['client'],
): number {
  return client === 'pg' ? fullOnPostgres : full;
}

function runsOf(
  campaign: FaultCampaign,
  client: CampaignDatabaseChoice['client'],
  counts: RunCounts,
): number {
  if (counts.runs !== undefined) {
    return counts.runs;
  }
  const { share = 100 } = counts;
  const { short } = campaign.runs;
  return counts.short
    ? short
    : Math.max(short, Math.ceil((fullRunsOf(campaign, client) * share) / 100));
}
