import { useCallback, useMemo } from 'react';
import { ControlPlaneApi } from '../api/controlPlaneApiRef';
import { Loaded, LoadOptions } from './Loaded';
import { useLive } from './useLive';
import { useLoadEntry } from './useLoadEntry';

/**
 * Loads a value from the API and keeps it fresh.
 *
 * @remarks
 * Components that give the same key share one value and one call. The key names everything that `load` depends on, beginning
 * with what kind of thing it is, e.g. `['request', id]`. The call is aborted when nobody shows the value any more.
 */
export function useLoaded<T>(
  key: readonly unknown[],
  load: (api: ControlPlaneApi, signal: AbortSignal) => Promise<T>,
  options?: LoadOptions,
): Loaded<T> {
  const entry = useLoadEntry<T>(key, load);
  const reload = entry.load;
  const refresh = useCallback(() => reload(), [reload]);
  useLive(options?.live, refresh);

  const { snapshot } = entry;
  return useMemo((): Loaded<T> => {
    switch (snapshot.status) {
      case 'loading':
        return snapshot;
      case 'failed':
        return { ...snapshot, retry: refresh };
      case 'ready':
        return { ...snapshot, refresh };
      default: {
        const unreachable: never = snapshot;
        return unreachable;
      }
    }
  }, [snapshot, refresh]);
}
