import { busyDatabaseCampaign } from './busyDatabaseCampaign';
import { classEditCampaign } from './classEditCampaign';
import { clockCampaign } from './clockCampaign';
import { diskFullCampaign } from './diskFullCampaign';
import { fairnessCampaign } from './fairnessCampaign';
import { FaultCampaign } from './FaultCampaign';
import { gitDiskFullCampaign } from './gitDiskFullCampaign';
import { modelCampaigns } from './modelCampaigns';
import { poisonCampaign } from './poisonCampaign';
import { randomFaultsCampaign } from './randomFaultsCampaign';
import { singleFaultCampaign } from './singleFaultCampaign';

/** Those that need no second process: the product runs in this one, with its ports made to fail. */
export const inProcessCampaigns: readonly FaultCampaign[] = [
  singleFaultCampaign,
  randomFaultsCampaign,
  ...modelCampaigns,
  fairnessCampaign,
  clockCampaign,
  classEditCampaign,
  busyDatabaseCampaign,
  diskFullCampaign,
  gitDiskFullCampaign,
  poisonCampaign,
];
