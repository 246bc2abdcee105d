import { Knex } from 'knex';

/** Carries the news that jobs were enqueued to the workers of this process and of others. */
export interface JobWaker {
  /** Tells other processes, once the transaction commits. */
  announce(tx: Knex): Promise<void>;
  /** An SQL expression that announces when a statement evaluates it: what {@link announce} does, without a statement of its own. */
  announcement(knex: Knex): Knex.Raw;
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

  announcement(knex: Knex): Knex.Raw {
    return knex.raw('null');
  }

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
