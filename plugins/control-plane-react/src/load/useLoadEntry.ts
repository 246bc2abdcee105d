import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import { ControlPlaneApi, controlPlaneApiRef } from '../api/controlPlaneApiRef';
import { LoadCache } from './LoadCache';
import { LoadEntry, LoadSnapshot } from './LoadEntry';

export type ApiLoader<T> = (
  api: ControlPlaneApi,
  signal: AbortSignal,
  previous: T | undefined,
) => Promise<T>;

export interface WatchedEntry<T> {
  snapshot: LoadSnapshot<T>;
  /** Loads anew with the given loader, or with the one that the component has now. */
  load: (loader?: ApiLoader<T>) => void;
}

/** Watches the entry of a key; it loads when the first component watches, and aborts when the last leaves. */
export function useLoadEntry<T>(
  key: readonly unknown[],
  loader: ApiLoader<T>,
): WatchedEntry<T> {
  const api = useApi(controlPlaneApiRef);
  const id = JSON.stringify(key);
  const entry = useMemo<LoadEntry<T>>(
    () => LoadCache.of(api).entry<T>(id),
    [api, id],
  );
  // Loaders are written inline and so are new on every render; the newest sees the newest props.
  const latest = useRef(loader);
  latest.current = loader;

  const subscribe = useCallback(
    (listener: () => void) =>
      entry.subscribe(listener, (signal, previous) =>
        latest.current(api, signal, previous),
      ),
    [api, entry],
  );
  const load = useCallback(
    (given?: ApiLoader<T>) =>
      entry.load((signal, previous) =>
        (given ?? latest.current)(api, signal, previous),
      ),
    [api, entry],
  );
  return {
    snapshot: useSyncExternalStore(subscribe, entry.getSnapshot),
    load,
  };
}
