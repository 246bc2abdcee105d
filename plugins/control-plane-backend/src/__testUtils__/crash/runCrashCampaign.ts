import { setTimeout as wait } from 'node:timers/promises';
import { requestIdFor } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { judge } from '../faults/judge';
import { readBranch } from '../faults/readBranch';
import { BackendProcess } from './BackendProcess';
import { CampaignDatabaseChoice } from './CampaignDatabase';
import { CALLER, LEASE_SECONDS } from './campaignConfig';
import { CampaignWorld } from './CampaignWorld';
import { dealInto, planCalls } from './planCalls';
import { describeKill, PlannedKill, planKills } from './planKills';
import { CreateCall } from './RequestSender';
import { SeededRandom } from './SeededRandom';

/**
 * Most seconds from the moment the backend serves after its last death until everything is ready. Not from its start:
 * how long loading takes says more about the machine than about the product.
 */
export const RECOVERY_SECONDS = LEASE_SECONDS + 15;
const START_DEADLINE_MS = 120_000;
/** A moment that does not come is waited for no longer: the kill comes anyway. */
const MOMENT_DEADLINE_MS = 20_000;
const READY_DEADLINE_MS = 90_000;
const QUIET_DEADLINE_MS = 30_000;

export interface CrashCampaignOptions {
  seed: number;
  /** How often the backend is killed; at least once. */
  kills: number;
  /** Requests that are asked for meanwhile; 1 to 100. */
  requests: number;
  database: CampaignDatabaseChoice;
  report: (line: string) => void;
  signal: AbortSignal;
}

export interface CrashCampaignResult {
  /** What is wrong; empty when every request is ready and its content on the branch exactly once. */
  problems: string[];
  ready: number;
  /** Commits of requests on the branch. */
  commits: number;
  calls: { sent: number; unanswered: number; repeated: number };
  /** From each start until the backend served, where it was let live that long. */
  startMs: number[];
  /** From when the backend served after its last death until everything was ready. */
  recoveryMs: number;
  /** The same from when its process was started again. */
  restartMs: number;
}

/**
 * Kills the backend again and again while it makes requests ready, and looks at what is left.
 *
 * @remarks
 * The requests come in waves, one for each life that is cut short. A client sends each with the same idempotency key
 * until it is answered. What is asked for and when each life ends follows from the seed; how far the processes have
 * come by then does not.
 *
 * @throws Error when the backend does not start, refuses a request, or does not make all of them ready in time
 */
export async function runCrashCampaign(
  options: CrashCampaignOptions,
): Promise<CrashCampaignResult> {
  return CampaignWorld.use(options.database, async world => {
    const refused = new AbortController();
    const signal = AbortSignal.any([options.signal, refused.signal]);
    const campaign = new CrashCampaign({ ...options, signal }, world, error =>
      refused.abort(error),
    );
    try {
      return await campaign.run();
    } catch (error) {
      options.signal.throwIfAborted();
      options.report(`The backend said:\n${await world.lastWords()}`);
      throw refused.signal.reason ?? error;
    }
  });
}

class CrashCampaign {
  readonly #startMs: number[] = [];

  constructor(
    private readonly options: CrashCampaignOptions,
    private readonly world: CampaignWorld,
    private readonly onRefused: (error: unknown) => void,
  ) {}

  async run(): Promise<CrashCampaignResult> {
    const random = new SeededRandom(this.options.seed);
    const kills = planKills(this.options.kills, random);
    const calls = planCalls(this.options.requests, random);
    const creating: Array<Promise<void>> = [];
    for (const [index, wave] of dealInto(kills.length, calls).entries()) {
      creating.push(...wave.map(call => this.#create(call)));
      const kill = kills[index];
      const came = await this.#liveUntil(kill);
      const missing = creating.length - (await this.#requestsOnBranch());
      this.options.report(
        `  kill ${index + 1}: ${describeKill(kill)}${
          came ? '' : ' (which did not come)'
        }; ${missing} of ${creating.length} requests not on the branch`,
      );
    }
    return this.#recover(calls, creating);
  }

  async #create(call: CreateCall): Promise<void> {
    await this.world.sender
      .create(call, this.options.signal)
      .catch(this.onRefused);
  }

  /** @returns whether the moment came that the kill was planned for */
  async #liveUntil(kill: PlannedKill): Promise<boolean> {
    const { moments, sender } = this.world;
    const life = new AbortController();
    const signal = AbortSignal.any([this.options.signal, life.signal]);
    this.world.holdPushMs = kill.holdPushMs;
    const moment =
      kill.moment === 'starting'
        ? Promise.resolve()
        : moments.arm(kill.moment, kill.ordinal);
    const backend = this.world.startBackend();
    try {
      const serving = this.#serve(backend, signal).then(() =>
        wait(MOMENT_DEADLINE_MS, undefined, { signal }),
      );
      // Once the moment has come, that this life serves no more is what was wanted.
      serving.catch(() => {});
      const came = await Promise.race([
        moment.then(() => true),
        serving.then(() => false),
      ]);
      await wait(kill.delayMs, undefined, { signal });
      return came;
    } finally {
      sender.close();
      await backend.kill(kill.scope);
      life.abort();
    }
  }

  async #serve(backend: BackendProcess, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    await backend.answers(
      AbortSignal.any([signal, AbortSignal.timeout(START_DEADLINE_MS)]),
    );
    this.#startMs.push(performance.now() - startedAt);
    this.world.sender.open();
  }

  async #recover(
    calls: CreateCall[],
    creating: Array<Promise<void>>,
  ): Promise<CrashCampaignResult> {
    const { world, options } = this;
    const { sender } = world;
    const startedAt = performance.now();
    const backend = world.startBackend();
    await this.#serve(backend, options.signal);
    const servedAt = performance.now();
    await Promise.all(creating);
    await this.#allReady();
    const readyAt = performance.now();
    const recoveryMs = readyAt - servedAt;

    const before = { ...sender.counts };
    await Promise.all(calls.map(call => this.#create(call)));
    const again = sender.counts.repeated - before.repeated;
    await this.#quiet();
    await backend.stop();
    await world.settled();
    const { problems, ready, commits } = await this.#judge(calls);
    return {
      problems: [
        ...problems,
        ...(again === calls.length
          ? []
          : [`${again} of ${calls.length} keys were known when sent again`]),
        ...(recoveryMs <= RECOVERY_SECONDS * 1000
          ? []
          : [`recovery took more than ${RECOVERY_SECONDS} s`]),
      ],
      ready,
      commits,
      calls: before,
      startMs: this.#startMs,
      recoveryMs,
      restartMs: readyAt - startedAt,
    };
  }

  async #allReady(): Promise<void> {
    const { signal, requests } = this.options;
    const deadline = AbortSignal.timeout(READY_DEADLINE_MS);
    for (;;) {
      signal.throwIfAborted();
      const phases = [...(await this.world.sender.phases(signal)).values()];
      const ready = phases.filter(phase => phase === 'ready').length;
      if (ready === requests) {
        return;
      }
      if (deadline.aborted) {
        throw new Error(
          `Expected ${requests} ready requests within ${
            READY_DEADLINE_MS / 1000
          } s, got ${ready}; phases: ${[...new Set(phases)].join(', ')}`,
        );
      }
      await wait(100, undefined, { signal });
    }
  }

  /** A request is ready a moment before its job ends. Jobs that do not end are for the judgement to tell. */
  async #quiet(): Promise<void> {
    const deadline = AbortSignal.timeout(QUIET_DEADLINE_MS);
    while (!deadline.aborted) {
      const live = await this.world.database.read(knex =>
        knex('jobs').whereIn('state', ['ready', 'leased']).pluck('id'),
      );
      if (live.length === 0) {
        return;
      }
      await wait(250, undefined, { signal: this.options.signal });
    }
  }

  async #judge(calls: CreateCall[]) {
    const { database, sender } = this.world;
    const ready: string[] = await database.read(knex =>
      knex('requests').where({ phase: 'ready' }).pluck('id'),
    );
    return {
      problems: [
        ...(await judge(this.world, { keys: calls.map(({ key }) => key) })),
        ...calls
          .map(({ key }) => ({ key, id: requestIdFor(CALLER, key) }))
          .filter(({ key, id }) => sender.ids.get(key) !== id)
          .map(
            ({ key, id }) => `${key} was answered with another id than ${id}`,
          ),
      ],
      ready: ready.length,
      commits: await this.#requestsOnBranch(),
    };
  }

  async #requestsOnBranch(): Promise<number> {
    const { commits } = await readBranch((...args) =>
      this.world.origin.git(...args),
    );
    return commits.flatMap(({ requests }) => requests).length;
  }
}
