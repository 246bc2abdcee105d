import { AsyncLocalStorage } from 'node:async_hooks';
import { Knex } from 'knex';
import { Clock } from './clock';
import { JobSpec } from './domain/job/Job';
import { JobQueue } from './queue/JobQueue';
import { beginWriting } from './sql/beginWriting';
import { DatabaseClock, readDatabaseTime } from './sql/DatabaseClock';
import { dialectOf } from './sql/dialect';
import { retryOnConflict } from './sql/retryOnConflict';
import { commitTogether } from './sql/runTogether';
import { DatabaseAuditStore } from './store/DatabaseAuditStore';
import { DatabaseClassStore } from './store/DatabaseClassStore';
import { DatabaseCreationStore } from './store/DatabaseCreationStore';
import { DatabaseDescriptorStore } from './store/DatabaseDescriptorStore';
import { DatabaseDriftStore } from './store/DatabaseDriftStore';
import { DatabaseIdempotencyStore } from './store/DatabaseIdempotencyStore';
import { DatabaseInventoryStore } from './store/DatabaseInventoryStore';
import { DatabaseOutboxStore } from './store/DatabaseOutboxStore';
import { DatabasePublicationStore } from './store/DatabasePublicationStore';
import { DatabaseRequestStore } from './store/DatabaseRequestStore';
import { DatabaseRevisionStore } from './store/DatabaseRevisionStore';
import {
  insertRecords,
  writingsOf,
} from './store/operations/records/insertRecords';
import { NewRecords } from './store/NewRecords';
import { tables } from './store/tables';
import { Stores, UnitOfWork, Work } from './store/UnitOfWork';

/** What a transaction may ask of the queue. */
export type TransactionalQueue = Pick<
  JobQueue,
  | 'enqueue'
  | 'enqueueTogether'
  | 'replay'
  | 'replayMany'
  | 'cancel'
  | 'pause'
  | 'resume'
  | 'wake'
>;

export interface DatabaseUnitOfWorkOptions {
  database: Knex;
  databaseClock: DatabaseClock;
  queue: TransactionalQueue;
  /** Times the pauses between tries. */
  clock: Clock;
  /** A number from 0 up to 1, for the jitter of those pauses. */
  random: () => number;
  /** Called after each commit that left jobs to do; wakes the queue at once when absent. */
  onJobsReady?: () => void;
  /** Called after each commit that left something to tell the world. */
  onOutboxFilled?: () => void;
}

/**
 * Transactions over all stores and the queue, on the plugin's database.
 *
 * @remarks
 * A transaction that fails only because of others beside it is run again as a whole, so `work` must do nothing but
 * read and write through the `tx` it is given.
 *
 * PostgreSQL runs transactions side by side under READ COMMITTED; `getForUpdate` makes those of one request wait for
 * each other. On SQLite the pool has one connection, which a transaction holds from begin to end: within this process
 * they run one after the other, however their awaits interleave, and each takes the file's write lock first, so that
 * other processes wait too. The price is that a query outside the transaction would wait for the connection that the
 * transaction holds, for ever; `run` and `read` therefore refuse to be used from within `work`, on both databases.
 */
export class DatabaseUnitOfWork implements UnitOfWork {
  readonly #options: DatabaseUnitOfWorkOptions;
  readonly #read: Stores;
  readonly #insideWork = new AsyncLocalStorage<true>();

  constructor(options: DatabaseUnitOfWorkOptions) {
    this.#options = options;
    this.#read = createStores(options.database, options.databaseClock);
  }

  get read(): Stores {
    this.#refuseInsideWork('read');
    return this.#read;
  }

  async now(): Promise<Date> {
    this.#refuseInsideWork('now');
    return readDatabaseTime(
      this.#options.database,
      this.#options.databaseClock,
    );
  }

  async run<T>(work: (tx: Work) => Promise<T>): Promise<T> {
    this.#refuseInsideWork('run');
    const { result, ...left } = await retryOnConflict(
      () => this.#runOnce(work),
      this.#options,
    );
    this.#tell(left);
    return result;
  }

  async add(records: NewRecords, jobs: JobSpec[]): Promise<void> {
    this.#refuseInsideWork('add');
    const { database, databaseClock, queue } = this.#options;
    if (dialectOf(database) === 'postgresql') {
      const outcome = await retryOnConflict(
        () =>
          commitTogether(database, [
            ...writingsOf(database, databaseClock, records),
            ...(jobs.length > 0
              ? [{ statement: queue.enqueueTogether(jobs) }]
              : []),
          ]),
        this.#options,
      );
      if (outcome === 'committed') {
        this.#tell({
          jobsAreReady: jobs.length > 0,
          outboxFilled: (records.outbox ?? []).length > 0,
        });
        return;
      }
    }
    await this.run(async tx => {
      await tx.add(records);
      await tx.enqueue(jobs);
    });
  }

  #tell(left: { jobsAreReady: boolean; outboxFilled: boolean }): void {
    const { queue, onJobsReady, onOutboxFilled } = this.#options;
    if (left.jobsAreReady) {
      (onJobsReady ?? (() => queue.wake()))();
    }
    if (left.outboxFilled) {
      onOutboxFilled?.();
    }
  }

  async #runOnce<T>(
    work: (tx: Work) => Promise<T>,
  ): Promise<{ result: T; jobsAreReady: boolean; outboxFilled: boolean }> {
    const { database, databaseClock, queue } = this.#options;
    let jobsAreReady = false;
    let outboxFilled = false;
    const result = await database.transaction(async tx => {
      await beginWriting(tx, tables.outbox);
      const stores = createStores(tx, databaseClock);
      return this.#insideWork.run(true, () =>
        work({
          ...stores,
          outbox: {
            append: async entries => {
              await stores.outbox.append(entries);
              outboxFilled ||= entries.length > 0;
            },
            take: (sink, limit, holdSeconds) =>
              stores.outbox.take(sink, limit, holdSeconds),
            remove: ids => stores.outbox.remove(ids),
          },
          add: async records => {
            await insertRecords(tx, databaseClock, records);
            outboxFilled ||= (records.outbox ?? []).length > 0;
          },
          enqueue: async specs => {
            const results = await queue.enqueue(tx, specs);
            jobsAreReady ||= results.length > 0;
            return results.map(({ jobId }) => jobId);
          },
          replayJob: async id => {
            const job = await queue.replay(tx, id);
            jobsAreReady = true;
            return job;
          },
          replayJobs: async filter => {
            const replays = await queue.replayMany(tx, filter);
            jobsAreReady ||= replays.replayed.length > 0;
            return replays;
          },
          cancelJob: id => queue.cancel(tx, id),
          pauseJobs: pause => queue.pause(tx, pause),
          resumeJobs: async name => {
            const ended = await queue.resume(tx, name);
            jobsAreReady ||= ended !== undefined;
            return ended;
          },
          now: () => readDatabaseTime(tx, databaseClock),
        }),
      );
    });
    return { result, jobsAreReady, outboxFilled };
  }

  #refuseInsideWork(member: string): void {
    if (this.#insideWork.getStore()) {
      throw new Error(
        `Expected the transaction that run() handed out to be used, got a call of '${member}' beside it, which could wait for ever; use tx instead`,
      );
    }
  }
}

function createStores(db: Knex, clock: DatabaseClock): Stores {
  return {
    requests: new DatabaseRequestStore(db, clock),
    revisions: new DatabaseRevisionStore(db, clock),
    publications: new DatabasePublicationStore(db, clock),
    inventory: new DatabaseInventoryStore(db),
    drift: new DatabaseDriftStore(db, clock),
    audit: new DatabaseAuditStore(db, clock),
    outbox: new DatabaseOutboxStore(db, clock),
    classes: new DatabaseClassStore(db, clock),
    idempotency: new DatabaseIdempotencyStore(db, clock),
    creation: new DatabaseCreationStore(db, clock),
    descriptors: new DatabaseDescriptorStore(db),
  };
}
