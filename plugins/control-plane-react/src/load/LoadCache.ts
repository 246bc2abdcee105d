import { LoadEntry } from './LoadEntry';

/** Values kept although nobody shows them, so that going back to a page shows it at once. */
const MAX_UNWATCHED = 50;

/** Every value that was loaded through one API object, by key. */
export class LoadCache {
  static readonly #caches = new WeakMap<object, LoadCache>();

  /** The cache of one API object. Another signed-in user or another test has another object, and so never sees these values. */
  static of(api: object): LoadCache {
    let cache = LoadCache.#caches.get(api);
    if (!cache) {
      cache = new LoadCache();
      LoadCache.#caches.set(api, cache);
    }
    return cache;
  }

  // In order of last use: the oldest come first.
  readonly #entries = new Map<string, LoadEntry<unknown>>();

  private constructor() {}

  /**
   * The entry of a key, made on first use.
   *
   * @remarks
   * The key decides the type: whoever shares a key shares the loader's type, which the cast relies on.
   */
  entry<T>(key: string): LoadEntry<T> {
    const entry = this.#entries.get(key) ?? new LoadEntry<unknown>();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#forgetOldest();
    return entry as LoadEntry<T>;
  }

  /** Loads everything that is shown anew. */
  reloadWatched(): void {
    for (const entry of this.#entries.values()) {
      entry.reload();
    }
  }

  #forgetOldest(): void {
    const unwatched = [...this.#entries].filter(
      ([, entry]) => !entry.isWatched,
    );
    // The newest is about to be subscribed to.
    for (const [key] of unwatched.slice(0, -MAX_UNWATCHED)) {
      this.#entries.delete(key);
    }
  }
}
