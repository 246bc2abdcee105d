import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { JsonObject } from '@backstage/types';
import { CampaignDatabase } from '../crash/CampaignDatabase';
import { campaignConfig } from '../crash/campaignConfig';
import { NodeProcess } from '../crash/NodeProcess';
import { planCalls } from '../crash/planCalls';
import { SeededRandom } from '../crash/SeededRandom';
import { checkRecords } from './checkRecords';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { FrontDoor } from './FrontDoor';
import { MachineStalls } from './MachineStalls';

const CALLS = 10;
/** A backup of the file holds its lock about as long. */
const LONGEST_HOLD_MS = 1_500;
const LONGEST_BLOCK_MS = 200;
const NOTICED_AFTER_MS = 20;
const NANOSECONDS_A_MILLISECOND = 1e6;

/** Another process holds the lock of the SQLite file while people ask for things. */
export const busyDatabaseCampaign: FaultCampaign = {
  id: 'F10',
  title: `the SQLite file locked by another process for up to ${LONGEST_HOLD_MS} ms`,
  mustHold: `every call is answered with what it asked for; the event loop is never blocked for more than ${LONGEST_BLOCK_MS} ms beyond what the machine keeps an idle process from going on`,
  runs: { full: 200, short: 3 },
  databases: ['better-sqlite3'],
  run: async context => {
    const folder = await mkdtemp(join(tmpdir(), 'control-plane-busy-'));
    const database = await CampaignDatabase.create(context.database, folder);
    const door = await FrontDoor.open(configOf(folder, database.config));
    const locker = await Locker.start(folder);
    const machine = await MachineStalls.watch(folder);
    const blocks: number[] = [];
    const keys: string[] = [];
    try {
      // What is loaded and compiled once is no part of what is measured.
      keys.push(...(await ask(door, 'before', new SeededRandom(context.seed))));
      const outcome = await eachRun(
        context,
        {},
        async ({ number, random, report }) => {
          const holdMs = random.between(50, LONGEST_HOLD_MS);
          await locker.hold(holdMs);
          await machine.longest();
          const delay = monitorEventLoopDelay({ resolution: 5 });
          delay.enable();
          const startedAt = performance.now();
          keys.push(...(await ask(door, String(number), random)));
          const askedMs = performance.now() - startedAt;
          // What ended just now is noticed in the next turn of the loop.
          await wait(NOTICED_AFTER_MS);
          delay.disable();
          await locker.released();
          const blockedMs = delay.max / NANOSECONDS_A_MILLISECOND;
          const stalledMs = await machine.longest();
          blocks.push(blockedMs);
          const blocked = `blocked for at most ${blockedMs.toFixed(
            0,
          )} ms, the machine for ${stalledMs.toFixed(0)} ms`;
          report(
            `locked for ${holdMs} ms, answered after ${askedMs.toFixed(
              0,
            )} ms, ${blocked}`,
          );
          return blockedMs - stalledMs > LONGEST_BLOCK_MS
            ? [`the event loop was ${blocked}`]
            : [];
        },
      );
      const asked = (outcome.runs + 1) * CALLS;
      const stored = await database.read(knex => knex('requests').pluck('id'));
      return {
        ...outcome,
        problems: [
          ...outcome.problems,
          ...(stored.length === asked
            ? []
            : [`${asked} calls made ${stored.length} requests`]),
          // Nobody works here: what was asked for is all there is.
          ...(await database.read(knex =>
            checkRecords(knex, { keys, atRest: false }),
          )),
        ],
        figures: {
          'longest block': `${Math.max(0, ...blocks).toFixed(0)} ms`,
        },
      };
    } finally {
      await machine.stop();
      await locker.stop();
      await door.close();
      await database.remove();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function configOf(folder: string, database: JsonObject): JsonObject {
  return campaignConfig({
    repositoryUrl: 'http://127.0.0.1:9/gitops.git',
    cacheDirectory: folder,
    database,
  });
}

/** @returns the keys of the calls */
async function ask(
  door: FrontDoor,
  name: string,
  random: SeededRandom,
): Promise<string[]> {
  const calls = planCalls(CALLS, random).map(call => ({
    ...call,
    key: `${name}-${call.key}`,
  }));
  await Promise.all(calls.map(call => door.create(call)));
  return calls.map(({ key }) => key);
}

/** A process that takes the lock of the file when it is told to, and gives it back after a while. */
class Locker {
  #holds = false;
  #heard = () => {};

  static async start(folder: string): Promise<Locker> {
    const locker = new Locker(folder);
    await locker.#until(() => locker.#isReady);
    return locker;
  }

  #isReady = false;
  readonly #process: NodeProcess;

  private constructor(folder: string) {
    this.#process = NodeProcess.start({
      program: join(__dirname, 'lockProgram.ts'),
      args: [join(folder, 'sqlite', 'control-plane.sqlite')],
      logFile: join(folder, 'locker.log'),
      onLine: line => {
        this.#isReady = true;
        this.#holds = line === 'locked';
        this.#heard();
      },
    });
  }

  /** Resolves when the lock is held; it is released so many milliseconds later. */
  async hold(milliseconds: number): Promise<void> {
    this.#process.say(String(milliseconds));
    await this.#until(() => this.#holds);
  }

  async released(): Promise<void> {
    await this.#until(() => !this.#holds);
  }

  async stop(): Promise<void> {
    await this.#process.kill('tree');
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const heard = new Promise<void>(resolve => {
        this.#heard = resolve;
      });
      await Promise.race([
        heard,
        this.#process.gone().then(() => {
          throw new Error(`The locker ended with ${this.#process.end}`);
        }),
      ]);
    }
  }
}
