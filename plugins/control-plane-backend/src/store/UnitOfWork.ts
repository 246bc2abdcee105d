import { Job, JobSpec } from '../domain/job/Job';
import { Pause, PauseName } from '../domain/job/Pause';
import { ReplayFilter, ReplayResult } from '../domain/job/replay';
import { AuditStore } from './AuditStore';
import { ClassStore } from './ClassStore';
import { CreationStore } from './CreationStore';
import { DescriptorStore } from './DescriptorStore';
import { DriftStore } from './DriftStore';
import { IdempotencyStore } from './IdempotencyStore';
import { InventoryStore } from './InventoryStore';
import { NewRecords } from './NewRecords';
import { OutboxStore } from './OutboxStore';
import { PublicationStore } from './PublicationStore';
import { RequestStore } from './RequestStore';
import { RevisionStore } from './RevisionStore';

/** Every store, bound to one transaction or to none. */
export interface Stores {
  requests: RequestStore;
  revisions: RevisionStore;
  publications: PublicationStore;
  inventory: InventoryStore;
  drift: DriftStore;
  audit: AuditStore;
  outbox: OutboxStore;
  classes: ClassStore;
  idempotency: IdempotencyStore;
  creation: CreationStore;
  descriptors: DescriptorStore;
}

/** What a transaction may do besides reading and writing rows. */
export interface Work extends Stores {
  /**
   * Stores what a decision adds, in as few statements as the database allows.
   *
   * @throws ConflictError as the stores do when something is there already; the transaction cannot go on then.
   */
  add(records: NewRecords): Promise<void>;
  /** Enqueues jobs that exist if and only if the transaction commits; workers are woken after it has. */
  enqueue(specs: JobSpec[]): Promise<string[]>;
  /** @throws ConflictError when the job is not dead or cancelled, or another live one has its key. */
  replayJob(id: string): Promise<Job>;
  /** Replays many; @throws ConflictError when enqueues of the same keys kept coming in between. */
  replayJobs(filter: ReplayFilter): Promise<ReplayResult>;
  /** @throws ConflictError when the job does not wait. */
  cancelJob(id: string): Promise<Job>;
  /** Keeps workers from taking jobs; a pause that holds already gets the new reason. */
  pauseJobs(pause: Omit<Pause, 'at'>): Promise<Pause>;
  /** Ends a pause; undefined when there was none. Workers are woken after the commit. */
  resumeJobs(name: PauseName): Promise<Pause | undefined>;
  /** The instant of the database at which the transaction's changes are dated. */
  now(): Promise<Date>;
}

/**
 * One database transaction over all stores.
 *
 * @remarks
 * Nothing leaves the process inside it: what the world must hear goes to the outbox and is told after commit.
 */
export interface UnitOfWork {
  run<T>(work: (tx: Work) => Promise<T>): Promise<T>;
  /**
   * A transaction of nothing else than `add` and `enqueue`, which costs one round trip where the database allows.
   *
   * @throws ConflictError as `add` does
   */
  add(records: NewRecords, jobs: JobSpec[]): Promise<void>;
  /** Stores outside any transaction, for reading. */
  readonly read: Stores;
  /** The database clock. */
  now(): Promise<Date>;
}
