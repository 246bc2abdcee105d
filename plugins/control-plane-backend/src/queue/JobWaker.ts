import { Knex } from 'knex';

/** Carries the news that jobs were enqueued to the workers of this process and of others. */
export interface JobWaker {
  /** Tells other processes, once the transaction commits. */
  announce(tx: Knex): Promise<void>;
  /** Tells the workers of this process at once. */
  wake(): void;
  /** Calls `listener` at every wake-up from here or elsewhere; returns how to stop that. */
  onWake(listener: () => void): () => void;
  /** Whether news of other processes reaches this one; while it does not, workers must poll. */
  hearsOthers(): boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** For a database that one process has to itself: all wake-ups are its own. */
export class LocalJobWaker implements JobWaker {
  readonly #listeners = new Set<() => void>();

  async announce(): Promise<void> {}

  wake(): void {
    this.#listeners.forEach(listener => listener());
  }

  onWake(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hearsOthers(): boolean {
    return true;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}
}
