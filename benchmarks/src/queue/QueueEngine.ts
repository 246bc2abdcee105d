/** What a job of the benchmarks carries: about 150 bytes. */
export interface BenchmarkPayload {
  number: number;
  note: string;
}

export function payloadOf(number: number): BenchmarkPayload {
  return {
    number,
    note: 'A request for an environment of class preview in region eu-west, of team payments, for component payments-api',
  };
}

/** How a worker is set up, in the words that all engines share. */
export interface WorkerSettings {
  /** Jobs that one fetch takes. */
  batch: number;
  /** Jobs, or batches, that run beside each other. */
  concurrency: number;
}

/** One queue, opened on a database of its own that holds nothing else. */
export interface QueueEngine {
  /** Creates the schema. */
  prepare(): Promise<void>;
  /** Puts jobs there, not timed. */
  fill(jobs: number): Promise<void>;
  /** Puts one job there, in a transaction of its own, and lets workers know. */
  enqueueOne(number: number): Promise<void>;
  /** Puts jobs there by one call, in one transaction. */
  enqueueMany(from: number, count: number): Promise<void>;
  /** What is running or waiting, read from the table. */
  countOpen(): Promise<number>;
  /** Runs all that waits with handlers that do nothing; resolves when the outcome of each is committed. */
  drain(settings: WorkerSettings): Promise<void>;
  /** Starts workers that call `onJob` with each job as its handler begins. */
  work(onJob: () => void): Promise<void>;
  /** Takes one job that waits and finishes it, by two commits. */
  dequeueOne(): Promise<void>;
  /** Stops the workers that run; others can be started then. */
  stopWorkers(): Promise<void>;
  close(): Promise<void>;
}
