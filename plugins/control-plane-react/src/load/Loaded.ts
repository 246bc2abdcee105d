/** A value from the API as a component sees it. */
export type Loaded<T> =
  | { status: 'loading' }
  | { status: 'failed'; error: Error; retry: () => void }
  | {
      status: 'ready';
      value: T;
      /** Whether a newer value is under way. */
      refreshing: boolean;
      /** Why the last refresh failed; `value` is older than it should be. */
      staleError?: Error;
      refresh: () => void;
    };

/** A list that is read page by page. */
export type LoadedPages<T> =
  | Exclude<Loaded<T[]>, { status: 'ready' }>
  | (Extract<Loaded<T[]>, { status: 'ready' }> & {
      hasMore: boolean;
      loadingMore: boolean;
      loadMore: () => void;
    });

/** Which changes on the server make a value old. */
export type Live = 'all' | { requestId: string };

export interface LoadOptions {
  /**
   * Loads again when the server says that a request changed: any (`all`) or this one.
   *
   * @remarks
   * Polling backs it up: every 5 s where signals do not reach the browser, every 60 s where they do.
   */
  live?: Live;
}
