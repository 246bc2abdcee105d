import { checkInterleavings } from '../models/interleavings';
import { knownSequences, ModelName } from '../models/knownSequences';
import { ModelCheck, ModelRuns } from '../models/ModelCheck';
import { checkQueueModel } from '../models/queueModel';
import { checkRequestRest, checkRequestRules } from '../models/requestModel';
import { FaultCampaign, FaultContext, FaultResult } from './FaultCampaign';
import { FaultDatabases } from './FaultDatabases';

type Check = (runs: ModelRuns) => ModelCheck | Promise<ModelCheck>;

/** First what failed once, then as many new sequences as are asked for. */
async function checkAll(
  name: ModelName,
  context: FaultContext,
  check: Check,
): Promise<FaultResult> {
  const { seed, runs, signal } = context;
  const problems: string[] = [];
  let done = 0;
  const parameters = [
    ...knownSequences[name].map(known => ({ ...known, numRuns: 1 })),
    { seed: seed | 0, numRuns: runs },
  ];
  for (const one of parameters) {
    signal.throwIfAborted();
    const checked = await check(one);
    done += checked.runs;
    if (checked.failure !== undefined) {
      problems.push(checked.failure);
    }
  }
  return { runs: done, problems, figures: {} };
}

const mustHold = 'the real one does what its model does, after each command';

/** The machine of a request is pure: it needs no database, and one is as good as the other. */
const requestModelCampaigns: FaultCampaign[] = [
  {
    id: 'model-rules',
    title: 'any sequence of proposals, decisions, publications and edits',
    mustHold,
    runs: { full: 10_000, short: 500 },
    databases: ['better-sqlite3'],
    isInJest: true,
    run: context => checkAll('request-rules', context, checkRequestRules),
  },
  {
    id: 'model-rest',
    title: 'any such sequence, after which the branch takes everything',
    mustHold: 'the request comes to rest, with the branch as the records say',
    runs: { full: 10_000, short: 500 },
    databases: ['better-sqlite3'],
    isInJest: true,
    run: context => checkAll('request-rest', context, checkRequestRest),
  },
];

const queueModelCampaign: FaultCampaign = {
  id: 'model-queue',
  title: 'any sequence of what workers and people do with the queue',
  mustHold,
  runs: { full: 10_000, short: 50 },
  databases: ['better-sqlite3', 'pg'],
  isInJest: true,
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    const { knex, close } = await databases.open();
    try {
      return await checkAll('queue', context, parameters =>
        checkQueueModel(knex, parameters),
      );
    } finally {
      await close();
      await databases.remove();
    }
  },
};

/** On SQLite alone: what is tried is the order of transactions, and there a run takes no database from a server. */
const interleavingCampaign: FaultCampaign = {
  id: 'interleaved',
  title: 'people, chores and two workers at one request at the same time',
  mustHold: 'every invariant, whatever the order of their transactions',
  runs: { full: 2_000, short: 10 },
  databases: ['better-sqlite3'],
  isInJest: true,
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    return checkAll('interleavings', context, parameters =>
      checkInterleavings(databases, parameters),
    );
  },
};

/** Real parts beside models of them, over as many sequences of commands as there is time for. */
export const modelCampaigns: readonly FaultCampaign[] = [
  ...requestModelCampaigns,
  queueModelCampaign,
  interleavingCampaign,
];
