import { crashCampaign } from './crashCampaign';
import { FaultCampaign } from './FaultCampaign';
import { killedWorkers } from './killedWorkers';

/** Every campaign of `npm run faults`, in the order in which they run. */
export const faultCampaigns: readonly FaultCampaign[] = [
  crashCampaign,
  killedWorkers,
];
