import { ConfigReader } from '@backstage/config';
import { EnvironmentClassSpec } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessPolicy,
  RenderingExtensions,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { createHandlers } from '../../composition/createHandlers';
import { createTargets } from '../../composition/createTargets';
import { createTelemetry } from '../../composition/createTelemetry';
import { ControlPlaneConfig, readControlPlaneConfig } from '../../config';
import { DatabaseUnitOfWork } from '../../databaseUnitOfWork';
import { ClaimedJob } from '../../domain/job/Job';
import { JobOutcome } from '../../domain/job/jobOutcome';
import { resyncRepositoryJob } from '../../domain/reconcile/jobs';
import { EventsSink } from '../../outbox/EventsSink';
import { NotificationsSink } from '../../outbox/NotificationsSink';
import { SignalsSink } from '../../outbox/SignalsSink';
import { SinkRelay } from '../../outbox/SinkRelay';
import { Publisher } from '../../publishers/Publisher';
import { PushBudget } from '../../publishers/PushBudget';
import { scanForSecrets } from '../../publishers/secretScan';
import { AttemptLog } from '../../queue/AttemptLog';
import { classifyJobError } from '../../queue/classifyJobError';
import { DatabaseJobLogStore } from '../../queue/DatabaseJobLogStore';
import { DatabaseJobQueue } from '../../queue/DatabaseJobQueue';
import { JobHandlers } from '../../queue/JobHandlers';
import { LocalJobWaker } from '../../queue/JobWaker';
import { ChangePlanner } from '../../services/ChangePlanner';
import { ClassSources } from '../../services/ClassSources';
import { LeaseExpiry } from '../../services/LeaseExpiry';
import { checkTargets } from '../../services/checkTargets';
import { measureClockSkew } from '../../services/measureClockSkew';
import { TargetPublications } from '../../services/TargetPublications';
import { FakePublisher } from '../FakePublisher';
import { GitTestOrigin } from '../GitTestOrigin';
import { InstantClock } from '../InstantClock';
import { SteppedDatabaseClock } from '../SteppedDatabaseClock';
import { TestOrigin } from '../TestOrigin';
import { people, testConfig } from '../testWorld';
import { checkInvariants } from './checkInvariants';
import { FaultDatabase } from './FaultDatabases';
import { FaultClients, everythingIsThere } from './FaultClients';
import { CheckOptions } from './invariants/Checked';
import { FaultPorts, ProcessDied } from './ports/FaultPorts';
import { readBranch } from './readBranch';
import { readFakeBranch } from './readFakeBranch';
import { readRecords } from './readRecords';
import { silentLogger } from './silentLogger';

/** Longer than any lease of a job or hold of an outbox entry, so that whatever a dead process held is free. */
const HOLDS_ARE_OVER_SECONDS = 61;

const REPOSITORY = 'gitops';

/** Tries of an outcome that cannot be written, before its worker gives its job up. */
const SETTLE_TRIES = 3;

const DEFAULT_START = new Date('2026-03-01T10:00:00Z');

export interface FaultWorldOptions {
  /** What the clock of the database shows first. */
  start?: Date;
  /** How far the clock of the process is ahead of it. */
  skewSeconds?: number;
  /** A real repository with a publisher that writes to it; a branch in memory when absent. */
  remote?: FaultRemote;
}

export interface FaultRemote {
  origin: GitTestOrigin;
  publisher: Publisher;
}

/**
 * The whole product but its routes, in this process, with a fault at whatever call of a port a plan says.
 *
 * @remarks
 * Stores, queue, services, handlers and sinks are the real ones on a real database; the branch is in memory. Jobs run one at a time when
 * they are told to, and time passes only when nothing is due: what happens follows from the plan alone.
 */
export class FaultWorld {
  readonly ports = new FaultPorts();
  readonly publisher = new FakePublisher();
  readonly #remote: FaultRemote | undefined;
  readonly databaseClock: SteppedDatabaseClock;
  readonly clients: FaultClients;
  /** What each attempt came to, oldest first. */
  readonly attempts: string[] = [];
  /** What the events sink was told: kind and request. */
  readonly told: Array<{ kind: string; requestId: string }> = [];
  readonly #clock: InstantClock;
  readonly #database: FaultDatabase;
  readonly #plainQueue: DatabaseJobQueue;
  readonly #plainWork: DatabaseUnitOfWork;
  readonly #queue;
  readonly #jobLogs;
  readonly #handlers: JobHandlers;
  readonly #relays: SinkRelay[];
  readonly #expiry: LeaseExpiry;

  static async create(
    database: FaultDatabase,
    options: FaultWorldOptions = {},
  ): Promise<FaultWorld> {
    const root = testConfig({
      repositoryUrl:
        options.remote?.origin.fileUrl ?? 'https://git.example.com/gitops.git',
      cacheDirectory: '/nonexistent',
    });
    const config = readControlPlaneConfig(new ConfigReader(root));
    const access = AccessPolicy.fromConfig(new ConfigReader(root));
    const world = new FaultWorld(database, { config, access, ...options });
    await world.#begin();
    return world;
  }

  /** Starts with other classes in the configuration than before. */
  readonly offerClasses: (
    classes: readonly EnvironmentClassSpec[],
  ) => Promise<void>;
  readonly #begin: () => Promise<void>;

  private constructor(
    database: FaultDatabase,
    options: FaultWorldOptions & {
      config: ControlPlaneConfig;
      access: AccessPolicy;
    },
  ) {
    const { config, access, start, remote, skewSeconds = 0 } = options;
    this.#remote = remote;
    this.databaseClock = new SteppedDatabaseClock(start);
    this.#clock = new InstantClock(
      new Date((start ?? DEFAULT_START).getTime() + skewSeconds * 1000),
    );
    const { ports, databaseClock } = this;
    const { knex } = database;
    const clock = this.#clock;
    const logger = silentLogger;
    const random = () => 0.5;
    this.#database = database;
    const waker = new LocalJobWaker();
    this.#plainQueue = DatabaseJobQueue.create({
      knex,
      config: { ...config.queue, limits: {} },
      waker,
      clock,
      databaseClock,
      random,
    });
    this.#plainWork = new DatabaseUnitOfWork({
      database: knex,
      databaseClock,
      queue: this.#plainQueue,
      clock,
      random,
    });
    this.#queue = ports.queue(this.#plainQueue);
    this.#jobLogs = ports.jobLogs(DatabaseJobLogStore.create(knex));
    const unitOfWork = ports.unitOfWork(this.#plainWork);
    const plainRenderer = RenderingExtensions.create().createRenderer();
    const parts = {
      config,
      logger,
      clock,
      random,
      unitOfWork,
      queue: this.#queue,
      jobLogs: this.#jobLogs,
      publisher: ports.publisher(remote?.publisher ?? this.publisher),
      renderer: ports.renderer(plainRenderer),
      secretScan: scanForSecrets,
      catalog: ports.catalog(everythingIsThere),
      budget: new PushBudget({ clock, pushesPerMinute: () => undefined }),
      pushesPerMinute: () => undefined,
      ...createTargets(config),
      ...createTelemetry(),
    };
    const changes = ChangePlanner.create(parts);
    this.#handlers = createHandlers(parts);
    this.#expiry = LeaseExpiry.create({ ...parts, changes });
    this.clients = FaultClients.create({ ...parts, changes, ports });
    this.#relays = [
      EventsSink.create({
        publish: async ({ eventPayload }) => {
          const { kind, requestId } = Object(eventPayload);
          this.told.push({ kind, requestId });
        },
        subscribe: async () => {},
      }),
      SignalsSink.create({ publish: async () => {} }),
      NotificationsSink.create({
        ...parts,
        access,
        notifications: { send: async () => {} },
        stores: () => unitOfWork.read,
      }),
    ].map(sink =>
      SinkRelay.create({
        outbox: unitOfWork.read.outbox,
        sink: ports.sink(sink),
        clock,
        logger,
      }),
    );
    const plain = { ...parts, unitOfWork: this.#plainWork };
    this.offerClasses = async classes => {
      const sources = ClassSources.create({
        ...plain,
        renderer: plainRenderer,
        config: { ...config, classes: [...classes] },
      });
      await this.#plainWork.run(tx => sources.offer(tx));
    };
    this.#begin = async () => {
      await this.offerClasses(config.classes);
      await TargetPublications.create({
        ...plain,
        checkedTargets: checkTargets(plain),
      }).publish();
      await this.settleDown();
    };
  }

  get branch(): TestOrigin {
    return this.#remote?.origin ?? this.publisher.branch;
  }

  /** Lets time of the database pass. */
  pass(seconds: number): void {
    this.databaseClock.shift(seconds);
  }

  /** Runs one attempt of the next due job, whatever it meets. @returns whether there was anything to do */
  async runNext(): Promise<boolean> {
    try {
      const [job] = await this.#queue.claim({
        owner: 'test',
        limit: 1,
        kinds: this.#handlers.kinds(),
      });
      if (!job) {
        return false;
      }
      await this.#attempt(job);
    } catch (error) {
      this.attempts.push(`a worker met: ${error}`);
      this.#startAgainIfDead(error);
    }
    return true;
  }

  /** Runs what is due, without letting time pass. */
  async drain(limit = 300): Promise<void> {
    for (let runs = 0; runs < limit; runs += 1) {
      if (!(await this.runNext())) {
        return;
      }
    }
  }

  /** What runs beside the worker: rescue, leases of requests, the relays of the outbox. */
  async chores(): Promise<void> {
    const signal = new AbortController().signal;
    for (const chore of [
      () => this.#queue.rescue(),
      () => this.#expiry.sweep(signal),
      ...this.#relays.map(relay => () => relay.drain()),
    ]) {
      try {
        await chore();
      } catch (error) {
        this.attempts.push(`a chore met: ${error}`);
      }
      this.ports.revive();
    }
  }

  /**
   * Lets time pass until nothing is left to do or to tell.
   *
   * @throws Error when that does not come
   */
  async settleDown(): Promise<void> {
    let quiet = 0;
    for (let turns = 0; turns < 200; turns += 1) {
      await this.drain();
      await this.chores();
      const seconds = await this.#secondsUntilNext();
      quiet = seconds === undefined ? quiet + 1 : 0;
      // Chores come again: what one of them could not do now, it does then.
      if (quiet === 2) {
        return;
      }
      this.pass(seconds ?? 0);
    }
    throw new Error(`Does not settle: ${this.attempts.slice(-20).join('; ')}`);
  }

  /** Somebody else writes a file of the branch, and a comparison is due. */
  async edit(path: string, content: string): Promise<void> {
    const { branch } = this;
    await branch.personPulls();
    const files = await branch.files();
    // Git makes no commit of what is so already.
    if (
      !files.includes(path) ||
      (await branch.content(path)) !== content.trim()
    ) {
      await branch.personPushes({ [path]: content }, 'Fix');
    }
    await this.resync();
  }

  /**
   * Keeps workers from the jobs of a kind.
   *
   * @returns attempts that those had which wait now
   */
  async pause(kind: string): Promise<ReadonlyMap<string, number>> {
    await this.#plainWork.run(tx =>
      tx.pauseJobs({
        scope: 'kind',
        name: kind,
        reason: 'To see what happens',
        by: people.admin,
      }),
    );
    const { jobs } = await this.records();
    return new Map(
      jobs
        .filter(({ state, isPaused }) => state === 'ready' && isPaused)
        .map(({ id, attempt }) => [id, attempt]),
    );
  }

  async resume(kind: string): Promise<void> {
    await this.#plainWork.run(tx =>
      tx.resumeJobs({ scope: 'kind', name: kind }),
    );
  }

  async resync(): Promise<void> {
    await this.#plainWork.run(tx =>
      tx.enqueue([resyncRepositoryJob(REPOSITORY)]),
    );
  }

  /** A person makes dead jobs ready again. @returns how many there were */
  async replayDead(): Promise<number> {
    const dead = await this.#plainQueue.list({ state: 'dead', limit: 500 });
    for (const { id, kind, key } of dead) {
      const live = await this.#plainQueue.listLive(kind, [key]);
      if (live.length === 0) {
        await this.#plainWork.run(tx => tx.replayJob(id));
      }
    }
    return dead.length;
  }

  /** The stores and the queue without any fault, for whoever wants to know what there is. */
  get plain() {
    return { stores: this.#plainWork.read, queue: this.#plainQueue };
  }

  /** What the clock of the database shows. */
  async now(): Promise<Date> {
    return this.#plainWork.now();
  }

  /** What the gauge shows of how far the clock of the database is ahead, in milliseconds. */
  async clockSkew(): Promise<number> {
    return measureClockSkew(this.#plainWork, this.#clock);
  }

  async records() {
    return readRecords(this.#database.knex);
  }

  /** What is wrong with database and branch. */
  async problems(options: CheckOptions = {}): Promise<string[]> {
    const origin = this.#remote?.origin;
    const branch = origin
      ? await readBranch((...args) => origin.git(...args))
      : readFakeBranch(this.publisher.branch);
    return checkInvariants({ records: await this.records(), branch }, options);
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  /** Undefined when nothing waits. */
  async #secondsUntilNext(): Promise<number | undefined> {
    const leased = await this.#plainQueue.list({
      state: 'leased',
      limit: 1,
    });
    if (leased.length > 0) {
      return HOLDS_ARE_OVER_SECONDS;
    }
    const kinds = this.#handlers.kinds();
    const { nextDueSeconds } = await this.#plainQueue.peek(kinds);
    if (nextDueSeconds !== undefined) {
      return Math.max(0, nextDueSeconds) + 0.01;
    }
    const untold = await this.#database.knex('outbox').limit(1);
    return untold.length > 0 ? HOLDS_ARE_OVER_SECONDS : undefined;
  }

  async #attempt(job: ClaimedJob): Promise<void> {
    const log = new AttemptLog(job, this.#clock);
    const outcome = await this.#handle(job, log);
    this.attempts.push(`${job.kind} ${outcome.type}`);
    for (let tries = 1; ; tries += 1) {
      try {
        log.ended(outcome, await this.#queue.settle(job, outcome));
        break;
      } catch (error) {
        if (error instanceof ProcessDied || tries === SETTLE_TRIES) {
          throw error;
        }
      }
    }
    await this.#jobLogs.append(log.lines);
  }

  async #handle(job: ClaimedJob, log: AttemptLog): Promise<JobOutcome> {
    const { signal } = new AbortController();
    try {
      const outcome = await this.#handlers
        .get(job.kind)
        .handle(job, { signal, log, logger: silentLogger });
      this.ports.assertAlive();
      return outcome;
    } catch (error) {
      this.ports.assertAlive();
      return classifyJobError(error);
    }
  }

  #startAgainIfDead(error: unknown): void {
    if (error instanceof ProcessDied) {
      this.ports.revive();
    }
  }
}
