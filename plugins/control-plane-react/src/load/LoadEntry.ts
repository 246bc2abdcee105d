/** What is known of a value that comes from the API. */
export type LoadSnapshot<T> =
  | { status: 'loading' }
  | { status: 'failed'; error: Error }
  | { status: 'ready'; value: T; refreshing: boolean; staleError?: Error };

/** Fetches a value; `previous` is what was known before, if anything. */
export type Loader<T> = (
  signal: AbortSignal,
  previous: T | undefined,
) => Promise<T>;

const LOADING: LoadSnapshot<never> = { status: 'loading' };

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/**
 * One value, loaded for everybody who shows it.
 *
 * @remarks
 * Protocol: a load runs only while somebody subscribes, and never twice at once. What is asked for during a load runs after
 * it, because the answer under way may be older than the reason to ask again. When the last subscriber leaves, the load is
 * aborted and its answer ignored; the value stays, so that coming back shows it at once while it is loaded anew.
 */
export class LoadEntry<T> {
  #snapshot: LoadSnapshot<T> = LOADING;
  #controller: AbortController | undefined;
  #next: Loader<T> | undefined;
  #reloader: Loader<T> | undefined;
  readonly #listeners = new Set<() => void>();

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  readonly getSnapshot = (): LoadSnapshot<T> => this.#snapshot;

  /** Tells `listener` of changes until the returned function is called; the first subscriber starts a load. */
  subscribe(listener: () => void, loader: Loader<T>): () => void {
    const isFirst = !this.isWatched;
    this.#reloader = loader;
    this.#listeners.add(listener);
    if (isFirst) {
      this.load(loader);
    }
    return () => {
      this.#listeners.delete(listener);
      if (!this.isWatched) {
        this.#abort();
      }
    };
  }

  /** Loads anew the way its newest subscriber loads it. */
  reload(): void {
    if (this.#reloader) {
      this.load(this.#reloader);
    }
  }

  /** Loads anew, after the load under way if there is one. */
  load(loader: Loader<T>): void {
    if (!this.isWatched) {
      return;
    }
    if (this.#controller) {
      this.#next = loader;
      return;
    }
    const controller = new AbortController();
    this.#controller = controller;
    const before = this.#snapshot;
    this.#set(
      before.status === 'ready' ? { ...before, refreshing: true } : LOADING,
    );
    const previous = before.status === 'ready' ? before.value : undefined;
    loader(controller.signal, previous).then(
      value =>
        this.#settle(controller, { status: 'ready', value, refreshing: false }),
      thrown => this.#settle(controller, this.#afterFailure(toError(thrown))),
    );
  }

  /** What was known stays known after a failed refresh, marked as old. */
  #afterFailure(error: Error): LoadSnapshot<T> {
    return this.#snapshot.status === 'ready'
      ? { ...this.#snapshot, refreshing: false, staleError: error }
      : { status: 'failed', error };
  }

  #settle(controller: AbortController, snapshot: LoadSnapshot<T>): void {
    if (this.#controller !== controller) {
      return;
    }
    this.#controller = undefined;
    const next = this.#next;
    this.#next = undefined;
    this.#set(snapshot);
    if (next) {
      this.load(next);
    }
  }

  #abort(): void {
    this.#controller?.abort();
    this.#controller = undefined;
    this.#next = undefined;
    if (this.#snapshot.status === 'ready') {
      this.#snapshot = { ...this.#snapshot, refreshing: false };
    }
  }

  #set(snapshot: LoadSnapshot<T>): void {
    this.#snapshot = snapshot;
    this.#listeners.forEach(listener => listener());
  }
}
