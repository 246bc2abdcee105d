import { betweenProcessCampaigns } from './betweenProcessCampaigns';
import { FaultCampaign } from './FaultCampaign';
import { inProcessCampaigns } from './inProcessCampaigns';

/** Every campaign of `npm run faults`, in the order in which they run. */
export const faultCampaigns: readonly FaultCampaign[] = [
  ...inProcessCampaigns,
  ...betweenProcessCampaigns,
];
