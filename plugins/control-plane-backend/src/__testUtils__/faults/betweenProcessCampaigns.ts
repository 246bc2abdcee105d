import { crashCampaign } from './crashCampaign';
import { cutConnections } from './cutConnections';
import { databaseOutage } from './databaseOutage';
import { FaultCampaign } from './FaultCampaign';
import { halfOpenDatabase } from './halfOpenDatabase';
import { killedBeforeReply } from './killedBeforeReply';
import { killedFleet } from './killedFleet';
import { killedWorkers } from './killedWorkers';
import { manyWriters } from './manyWriters';
import { pausedReplicas } from './pausedReplicas';
import { terminatedReplicas } from './terminatedReplicas';

/** Faults of processes and of what lies between them: networks, servers, other people. */
export const betweenProcessCampaigns: readonly FaultCampaign[] = [
  crashCampaign,
  killedWorkers,
  killedBeforeReply,
  killedFleet(500),
  pausedReplicas,
  cutConnections,
  halfOpenDatabase,
  databaseOutage,
  manyWriters,
  terminatedReplicas,
];
