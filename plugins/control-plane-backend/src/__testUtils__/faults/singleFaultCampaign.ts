import { FaultCampaign } from './FaultCampaign';
import { FaultDatabases } from './FaultDatabases';
import { walkSingleFaults } from './singleFault';

/** More than there are; about 5,300 today. */
const ALL = 10_000;

/** Every call of a port that the product makes, with every kind of fault that it can meet, one fault a run. */
export const singleFaultCampaign: FaultCampaign = {
  id: 'F3',
  title:
    'one fault at one call of a port, such as a write that was done and told as failed; about 5,300 places, on PostgreSQL 1,000 of them',
  mustHold: 'the same final state as without the fault, and every invariant',
  // Which call is made does not depend on the database; that its SQL bears the fault the same way needs not all of them.
  runs: { full: ALL, fullOnPostgres: 1000, short: 24 },
  databases: ['better-sqlite3', 'pg'],
  isInJest: true,
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    try {
      const result = await walkSingleFaults({
        ...context,
        databases,
        most: context.runs,
      });
      return {
        runs: result.places,
        problems: result.problems,
        figures: { 'calls of ports': result.calls },
      };
    } finally {
      await databases.remove();
    }
  },
};
