import { betweenProcessCampaigns } from './betweenProcessCampaigns';
import { FaultCampaign } from './FaultCampaign';

/** Every campaign of `npm run faults`, in the order in which they run. */
export const faultCampaigns: readonly FaultCampaign[] = [
  ...betweenProcessCampaigns,
];
