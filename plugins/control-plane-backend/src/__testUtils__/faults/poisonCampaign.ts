import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CampaignDatabase } from '../crash/CampaignDatabase';
import { campaignConfig } from '../crash/campaignConfig';
import { NodeProcess } from '../crash/NodeProcess';
import { checkRecords } from './checkRecords';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultContext, FaultRun } from './FaultCampaign';
import { seconds } from './figures';
import { openControlPlane } from './openControlPlane';
import { BAD_KINDS, GOOD, PoisonInput } from './poisonProgram';
import { silentLogger } from './silentLogger';

const REPLICAS = 2;
/** Enough for those that are in a process by the side of one that kills it. */
const MOST_ATTEMPTS = 4;
const LEASE_SECONDS = 2;
/** A replica that shows no sign of life for so long is killed, as by the probe of an orchestrator. */
const PROBE_MS = 4_000;
const POLL_MS = 100;
const DEADLINE_MS = 150_000;

/** Jobs that fail, hang, loop and devour memory, among others that do not. */
export const poisonCampaign: FaultCampaign = {
  id: 'F25',
  title:
    'jobs that cannot be read, fail, never end, block their process or take all its memory',
  mustHold:
    'each of them ends dead with a reason after its attempts; all others are done meanwhile',
  runs: { full: 20, short: 1 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const goodMs: number[] = [];
    const outcome = await eachRun(context, { atOnce: 2 }, run =>
      inFolder(folder => poison(context, run, { folder, goodMs })),
    );
    return {
      ...outcome,
      figures: { 'others done after': seconds(Math.max(0, ...goodMs)) },
    };
  },
};

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'control-plane-poison-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function poison(
  context: FaultContext,
  { random, report, signal }: FaultRun,
  { folder, goodMs }: { folder: string; goodMs: number[] },
): Promise<string[]> {
  const database = await CampaignDatabase.create(context.database, folder);
  const config = campaignConfig({
    repositoryUrl: 'http://127.0.0.1:9/gitops.git',
    cacheDirectory: folder,
    database: database.config,
    queue: {
      maxAttempts: MOST_ATTEMPTS,
      backoffSeconds: 1,
      // Waits grow, as an operator's do: they part those that were rescued together from the one that killed them.
      maxBackoffSeconds: 8,
      workers: 4,
    },
  });
  const input: PoisonInput = { config, leaseSeconds: LEASE_SECONDS };
  const parts = await openControlPlane({ ...input, logger: silentLogger });
  const replicas = Array.from({ length: REPLICAS }, (_, index) =>
    Replica.start(input, join(folder, `replica-${index}.log`)),
  );
  try {
    const good = random.between(20, 60);
    const kinds = random.shuffle([
      ...BAD_KINDS,
      ...Array.from({ length: good }, () => GOOD),
    ]);
    await parts.unitOfWork.run(tx =>
      tx.enqueue(
        kinds.map((kind, index) => ({
          kind,
          key: String(index),
          group: random.pick(['search', 'payments', 'checkout']),
          payload: {},
        })),
      ),
    );
    const startedAt = performance.now();
    let goodAt: number | undefined;
    while (performance.now() - startedAt < DEADLINE_MS) {
      signal.throwIfAborted();
      await wait(POLL_MS);
      const live = await database.read(knex =>
        knex('jobs').whereIn('state', ['ready', 'leased']).pluck('kind'),
      );
      if (!live.includes(GOOD)) {
        goodAt ??= performance.now() - startedAt;
      }
      if (live.length === 0) {
        break;
      }
    }
    goodMs.push(goodAt ?? DEADLINE_MS);
    report(
      `${good} others done after ${seconds(
        goodAt ?? DEADLINE_MS,
      )}, all ended after ${seconds(performance.now() - startedAt)}, ${replicas
        .map(replica => replica.deaths)
        .join(' and ')} deaths of replicas`,
    );
    const problems = await database.read(async knex => {
      const rows: Array<{
        kind: string;
        state: string;
        attempt: number;
        error_message: string | null;
      }> = await knex('jobs').select(
        'kind',
        'state',
        'attempt',
        'error_message',
      );
      return rows
        .filter(({ kind, state, attempt, error_message: reason }) =>
          kind === GOOD
            ? state !== 'done'
            : state !== 'dead' || !reason || attempt > MOST_ATTEMPTS,
        )
        .map(
          ({ kind, state, attempt, error_message: reason }) =>
            `a job of kind ${kind} is ${state} at attempt ${attempt}: ${reason}`,
        );
    });
    return [
      ...problems,
      // Each replica killed has taken its part: nothing may be left of it.
      ...(await database.read(knex => checkRecords(knex))),
    ];
  } finally {
    await Promise.all(replicas.map(replica => replica.stop()));
    await parts.close();
    await database.remove();
  }
}

/** A replica that is killed when it shows no sign of life, and started again whenever it ends. */
class Replica {
  deaths = 0;
  #isStopping = false;
  #process: NodeProcess;
  #sign = performance.now();
  readonly #kept: Promise<void>;
  readonly #input: PoisonInput;
  readonly #logFile: string;

  static start(input: PoisonInput, logFile: string): Replica {
    return new Replica(input, logFile);
  }

  private constructor(input: PoisonInput, logFile: string) {
    this.#input = input;
    this.#logFile = logFile;
    this.#process = this.#launch();
    this.#kept = this.#keep();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#process.kill('tree');
    await this.#kept;
  }

  #launch(): NodeProcess {
    // Until its first sign it is starting, which takes as long as it takes.
    this.#sign = Infinity;
    return NodeProcess.start({
      program: join(__dirname, 'poisonProgram.ts'),
      args: [JSON.stringify(this.#input)],
      logFile: this.#logFile,
      onLine: () => {
        this.#sign = performance.now();
      },
    });
  }

  async #keep(): Promise<void> {
    while (!this.#isStopping) {
      await Promise.race([this.#process.gone(), wait(POLL_MS)]);
      if (performance.now() - this.#sign > PROBE_MS) {
        await this.#process.kill('tree');
      }
      if (this.#process.hasEnded && !this.#isStopping) {
        this.deaths += 1;
        this.#process = this.#launch();
      }
    }
  }
}
