import { resolve } from 'node:path';
import createKnex, { Knex } from 'knex';
import { Clock } from '../../../plugins/control-plane-backend/src/clock';
import { DatabaseUnitOfWork } from '../../../plugins/control-plane-backend/src/databaseUnitOfWork';
import {
  PUBLISH_LANE,
  publishLaneJob,
} from '../../../plugins/control-plane-backend/src/domain/reconcile/jobs';
import { GitProcess } from '../../../plugins/control-plane-backend/src/publishers/git/GitProcess';
import { GitPublisher } from '../../../plugins/control-plane-backend/src/publishers/git/GitPublisher';
import { GitRepositories } from '../../../plugins/control-plane-backend/src/publishers/git/GitRepositories';
import { PushBudget } from '../../../plugins/control-plane-backend/src/publishers/PushBudget';
import { DatabaseJobQueue } from '../../../plugins/control-plane-backend/src/queue/DatabaseJobQueue';
import { LocalJobWaker } from '../../../plugins/control-plane-backend/src/queue/JobWaker';
import { PublicationPreparer } from '../../../plugins/control-plane-backend/src/reconcile/PublicationPreparer';
import { PublishLane } from '../../../plugins/control-plane-backend/src/reconcile/PublishLane';
import {
  addSeconds,
  DatabaseClock,
  SystemDatabaseClock,
} from '../../../plugins/control-plane-backend/src/sql/DatabaseClock';
import { silentLogger } from '../frame/silentLogger';
import { BenchmarkOrigin } from './BenchmarkOrigin';

const REPOSITORY = 'gitops';
const BRANCH = 'main';

/** Seconds that pass only when told to, for the process and for its database. */
class SimulatedClock implements Clock, DatabaseClock {
  private readonly system = new SystemDatabaseClock();
  private readonly start = new Date('2026-01-01T00:00:00Z');
  seconds = 0;

  now(): Date;
  now(knex: Knex): Knex.Raw;
  now(knex?: Knex): Date | Knex.Raw {
    return knex
      ? addSeconds(knex, this.system.now(knex), this.seconds)
      : new Date(this.start.getTime() + this.monotonic());
  }

  monotonic(): number {
    return this.seconds * 1000;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.seconds += milliseconds / 1000;
  }
}

/** The lane of one repository with queue, stores and publisher of the product, in a time of its own. */
export class SimulatedLane {
  readonly clock = new SimulatedClock();
  /** Operation → the second in which it was asked for; until it is on the branch. */
  private readonly waiting = new Map<string, number>();
  private readonly knex: Knex;
  private readonly queue: DatabaseJobQueue;
  private readonly unitOfWork: DatabaseUnitOfWork;
  private readonly lane: PublishLane;
  private asked = 0;
  pushes = 0;

  static async create(options: {
    origin: BenchmarkOrigin;
    cacheDirectory: string;
    pushesPerMinute: number;
  }): Promise<SimulatedLane> {
    const lane = new SimulatedLane(options);
    await lane.knex.migrate.latest({
      directory: resolve(
        __dirname,
        '../../../plugins/control-plane-backend/migrations',
      ),
    });
    return lane;
  }

  private constructor(options: {
    origin: BenchmarkOrigin;
    cacheDirectory: string;
    pushesPerMinute: number;
  }) {
    const { origin, cacheDirectory, pushesPerMinute } = options;
    const { clock } = this;
    this.knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    this.queue = DatabaseJobQueue.create({
      knex: this.knex,
      config: {
        workers: 1,
        batch: 1,
        maxAttempts: 5,
        leaseSeconds: 30,
        pollMilliseconds: 1000,
        backoffSeconds: 2,
        maxBackoffSeconds: 600,
        retentionDays: 30,
        limits: {},
      },
      waker: new LocalJobWaker(),
      clock,
      databaseClock: clock,
      random: () => 0.5,
    });
    this.unitOfWork = new DatabaseUnitOfWork({
      database: this.knex,
      databaseClock: clock,
      queue: this.queue,
      clock,
      random: () => 0.5,
    });
    const repositories = new GitRepositories([
      { url: origin.url, allowInsecure: true, pushesPerMinute },
    ]);
    const budget = new PushBudget({
      clock,
      pushesPerMinute: url => repositories.pushesPerMinute(url),
    });
    const publisher = GitPublisher.create({
      git: new GitProcess(),
      cacheDirectory,
      repositories,
      credentials: { forUrl: async () => ({}) },
      budget,
      author: { name: 'Bench', email: 'bench@example.org' },
      clock,
      logger: silentLogger,
    });
    this.lane = PublishLane.create({
      unitOfWork: this.unitOfWork,
      preparer: PublicationPreparer.create({
        stores: this.unitOfWork.read,
        targets: name => ({
          files: [{ path: `clusters/${name}/root.yaml`, content: `${name}\n` }],
          subject: `Publish ${name}`,
          trailers: [],
        }),
      }),
      publisher: {
        publish: async batch => {
          this.pushes += 1;
          const outcomes = await publisher.publish(batch);
          outcomes.forEach((_, id) => this.waiting.delete(id));
          return outcomes;
        },
        readTree: (target, signal) => publisher.readTree(target, signal),
        probe: (target, signal) => publisher.probe(target, signal),
      },
      repository: name => ({ name, url: origin.url, branch: BRANCH }),
      budget,
      backoff: { backoffSeconds: 2, maxBackoffSeconds: 600 },
      random: () => 0.5,
      tracker: { track: (_name, _count, run) => run(), settled() {} },
    });
  }

  /** Stores the intent of a publication and wakes the lane. */
  async ask(): Promise<void> {
    this.asked += 1;
    const name = `target-${this.asked}`;
    const operationId = `operation-${this.asked}`;
    await this.unitOfWork.run(async tx => {
      await tx.publications.insert({
        operationId,
        repository: REPOSITORY,
        branch: BRANCH,
        owner: { type: 'target', target: name },
        purpose: 'publish',
        state: 'pending',
        planDigest: `sha256:${name}`,
        paths: [`clusters/${name}`],
        attempts: 0,
        createdAt: await tx.now(),
      });
      await tx.enqueue([publishLaneJob(REPOSITORY)]);
    });
    this.waiting.set(operationId, this.clock.seconds);
  }

  /** Lets the lane do what is due now. */
  async work(signal: AbortSignal): Promise<void> {
    for (;;) {
      const [job] = await this.queue.claim({
        owner: 'bench',
        limit: 1,
        kinds: [PUBLISH_LANE],
      });
      if (!job) {
        return;
      }
      await this.queue.settle(job, await this.lane.run(job.key, signal));
    }
  }

  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Seconds that the longest of those has waited that are not on the branch. */
  get longestWait(): number {
    return [...this.waiting.values()].reduce(
      (longest, since) => Math.max(longest, this.clock.seconds - since),
      0,
    );
  }

  async close(): Promise<void> {
    await this.knex.destroy();
  }
}
