import { Page } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useCallback, useMemo, useState } from 'react';
import { ControlPlaneApi } from '../api/controlPlaneApiRef';
import { LoadedPages, LoadOptions } from './Loaded';
import { useLive } from './useLive';
import { ApiLoader, useLoadEntry } from './useLoadEntry';

export type PageLoader<T> = (
  api: ControlPlaneApi,
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<Page<T>>;

/** Reads as many pages as are shown, so that a refresh neither shortens the list nor leaves a part of it old. */
function reloading<T>(loadPage: PageLoader<T>): ApiLoader<Page<T>[]> {
  return async (api, signal, previous) => {
    const wanted = Math.max(1, previous?.length ?? 1);
    const pages: Page<T>[] = [];
    do {
      pages.push(await loadPage(api, pages.at(-1)?.nextCursor, signal));
    } while (pages.length < wanted && pages.at(-1)?.nextCursor !== undefined);
    return pages;
  };
}

function appending<T>(loadPage: PageLoader<T>): ApiLoader<Page<T>[]> {
  return async (api, signal, previous = []) => {
    const cursor = previous.at(-1)?.nextCursor;
    return cursor === undefined
      ? previous
      : [...previous, await loadPage(api, cursor, signal)];
  };
}

/**
 * Loads a list page by page and keeps what is shown fresh.
 *
 * @remarks
 * Keys and options as in `useLoaded`. A page that fails to load leaves the list as it is with `staleError`.
 */
export function useLoadedPages<T>(
  key: readonly unknown[],
  loadPage: PageLoader<T>,
  options?: LoadOptions,
): LoadedPages<T> {
  const { snapshot, load } = useLoadEntry(
    [...key, 'pages'],
    reloading(loadPage),
  );
  const [isAppending, setAppending] = useState(false);
  const refresh = useCallback(() => {
    setAppending(false);
    load();
  }, [load]);
  useLive(options?.live, refresh);

  return useMemo((): LoadedPages<T> => {
    switch (snapshot.status) {
      case 'loading':
        return snapshot;
      case 'failed':
        return { ...snapshot, retry: refresh };
      case 'ready': {
        const { value: pages, refreshing, staleError } = snapshot;
        return {
          status: 'ready',
          value: pages.flatMap(page => page.items),
          refreshing,
          staleError,
          refresh,
          hasMore: pages.at(-1)?.nextCursor !== undefined,
          loadingMore: isAppending && refreshing,
          loadMore: () => {
            setAppending(true);
            load(appending(loadPage));
          },
        };
      }
      default: {
        const unreachable: never = snapshot;
        return unreachable;
      }
    }
    // `loadPage` is written inline; the key says what it reads.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [snapshot, refresh, isAppending, load]);
}
