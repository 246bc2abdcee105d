import { CampaignDatabaseChoice } from '../crash/CampaignDatabase';
import { FaultCampaign } from './FaultCampaign';

/** A campaign on one database. */
export interface ChosenCampaign {
  campaign: FaultCampaign;
  database: CampaignDatabaseChoice;
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
    databases: readonly CampaignDatabaseChoice[];
  },
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
    .flatMap(campaign =>
      options.databases
        .filter(({ client }) => campaign.databases.includes(client))
        .map(database => ({ campaign, database })),
    );
}
