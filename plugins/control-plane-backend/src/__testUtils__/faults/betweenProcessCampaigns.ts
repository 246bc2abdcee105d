import { crashCampaign } from './crashCampaign';
import { cutConnections } from './cutConnections';
import { databaseOutage } from './databaseOutage';
import { FaultCampaign } from './FaultCampaign';
import { forcedBranch } from './forcedBranch';
import { halfOpenDatabase } from './halfOpenDatabase';
import { killedBeforeReply } from './killedBeforeReply';
import { killedFleet } from './killedFleet';
import { killedWorkers } from './killedWorkers';
import { manyWriters } from './manyWriters';
import { mixedVersions } from './mixedVersions';
import { pausedReplicas } from './pausedReplicas';
import { refusingRemotes } from './refusingRemotes';
import { rollingRestart } from './rollingRestart';
import { soak } from './soak';
import { terminatedReplicas } from './terminatedReplicas';

/** Faults of processes and of what lies between them: networks, servers, other people. */
export const betweenProcessCampaigns: readonly FaultCampaign[] = [
  crashCampaign,
  killedWorkers,
  killedBeforeReply,
  killedFleet({ large: 500, small: 50 }),
  pausedReplicas,
  cutConnections,
  halfOpenDatabase,
  databaseOutage,
  manyWriters({ writers: 16, askedByEach: 10 }),
  manyWriters({ writers: 16, askedByEach: 10 }, 'hasty'),
  refusingRemotes,
  forcedBranch,
  terminatedReplicas,
  rollingRestart,
  mixedVersions,
  soak,
];
