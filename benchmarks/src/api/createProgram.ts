import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CampaignDatabase } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/CampaignDatabase';
import { planCalls } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/planCalls';
import { SeededRandom } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/SeededRandom';
import { Measurement } from '../frame/Benchmark';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { median, percentile } from '../frame/statistics';
import { runGit } from '../git/runGit';
import { BenchmarkBackend } from './BenchmarkBackend';
import { BareCommits } from './measuresPlugin';

export interface CreateInput {
  directory: string;
  postgresUrl: string;
  samples: number;
}

/** What a backend does after an answer must not stand in the way of the next one. */
const PAUSE_MS = 15;
const WARM_UP = 40;

/** Creates requests one after the other, each beside a call that does nothing and bare commits, all timed in the service. */
answerAsProgram<CreateInput, Measurement>(async input => {
  const origin = join(input.directory, 'origin.git');
  await mkdir(origin);
  await runGit(origin, ['init', '--bare', '--quiet', '-b', 'main']);
  const database = await CampaignDatabase.create(
    { client: 'pg', url: input.postgresUrl },
    input.directory,
  );
  const backend = await BenchmarkBackend.start({
    directory: input.directory,
    database: database.config,
    repositoryUrl: `file://${origin}`,
    signal: new AbortController().signal,
  });
  try {
    await pauseJobs(backend);
    return await measure(backend, input.samples);
  } finally {
    await backend.stop();
    await database.remove();
  }
});

async function measure(
  backend: BenchmarkBackend,
  samples: number,
): Promise<Measurement> {
  const calls = planCalls(samples + WARM_UP, new SeededRandom(1));
  const took = {
    create: [] as number[],
    noOp: [] as number[],
    statement: [] as number[],
    transaction: [] as number[],
  };
  for (const { key, body } of calls) {
    took.noOp.push(await backend.time('/measures/no-op', 200));
    const bare = await backend.ask<BareCommits>('/measures/commits', 200, {
      method: 'POST',
    });
    took.statement.push(bare.statement);
    took.transaction.push(bare.transaction);
    took.create.push(
      await backend.time('/control-plane/v1/environment-requests', 201, {
        method: 'POST',
        body,
        key,
      }),
    );
    await wait(PAUSE_MS);
  }
  const [create, noOp, statement, transaction] = [
    took.create,
    took.noOp,
    took.statement,
    took.transaction,
  ].map(values => values.slice(WARM_UP));
  return {
    'ms beyond no-op': median(create) - median(noOp),
    'ms bare commit': median(statement),
    'ms bare transaction': median(transaction),
    'ms create': median(create),
    'ms create p99': percentile(create, 0.99),
    'ms no-op': median(noOp),
  };
}

/** No worker takes what is created here: the figures are of the way in. */
async function pauseJobs(backend: BenchmarkBackend): Promise<void> {
  for (const name of ['reconcile-request', 'publish-lane']) {
    await backend.ask('/control-plane/v1/pauses', 200, {
      method: 'POST',
      body: { scope: 'kind', name, reason: 'Only creating is measured' },
    });
  }
}
