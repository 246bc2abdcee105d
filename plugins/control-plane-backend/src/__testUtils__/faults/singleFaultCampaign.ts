import { FaultCampaign } from './FaultCampaign';
import { FaultDatabases } from './FaultDatabases';
import { walkSingleFaults } from './singleFault';

/** More than there are; about 5,300 today. */
const ALL = 10_000;

/** Every call of a port that the product makes, with every kind of fault that it can meet, one fault a run. */
export const singleFaultCampaign: FaultCampaign = {
  id: 'F3',
  title:
    'one fault at one call of a port, such as a write that was done and told as failed',
  mustHold: 'the same final state as without the fault, and every invariant',
  runs: { full: ALL, short: 24 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    try {
      const result = await walkSingleFaults({
        ...context,
        databases,
        // Which call is made does not depend on the database; that its SQL bears the fault the same way needs not all of them.
        most:
          context.database.client === 'pg'
            ? Math.min(context.runs, 1000)
            : context.runs,
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
