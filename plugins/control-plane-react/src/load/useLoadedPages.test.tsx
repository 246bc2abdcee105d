import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { ControlPlaneApi, controlPlaneApiRef } from '../api/controlPlaneApiRef';
import { PageLoader, useLoadedPages } from './useLoadedPages';
import { useReloadShown } from './useReloadShown';

/** Two items a page, three pages. */
const threePages: PageLoader<string> = async (_api, cursor) => {
  switch (cursor) {
    case undefined:
      return { items: ['a', 'b'], nextCursor: '2' };
    case '2':
      return { items: ['c', 'd'], nextCursor: '3' };
    default:
      return { items: ['e'] };
  }
};

function show(loadPage: PageLoader<string>) {
  const api = {} as ControlPlaneApi;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider apis={[[controlPlaneApiRef, api]]}>
      {children}
    </TestApiProvider>
  );
  return renderHook(
    () => ({
      pages: useLoadedPages(['letters'], loadPage),
      reloadShown: useReloadShown(),
    }),
    { wrapper },
  );
}

async function ready(result: {
  current: { pages: ReturnType<typeof useLoadedPages<string>> };
}) {
  await waitFor(() =>
    expect(result.current.pages).toMatchObject({
      status: 'ready',
      refreshing: false,
    }),
  );
  if (result.current.pages.status !== 'ready') {
    throw new Error('not ready');
  }
  return result.current.pages;
}

describe('useLoadedPages', () => {
  it('appends page after page until there is no more', async () => {
    const { result } = show(threePages);
    expect(await ready(result)).toMatchObject({
      value: ['a', 'b'],
      hasMore: true,
    });

    const first = await ready(result);
    act(() => first.loadMore());
    expect(result.current.pages).toMatchObject({ loadingMore: true });
    const second = await ready(result);
    expect(second).toMatchObject({ value: ['a', 'b', 'c', 'd'] });
    act(() => second.loadMore());

    expect(await ready(result)).toMatchObject({
      value: ['a', 'b', 'c', 'd', 'e'],
      hasMore: false,
      loadingMore: false,
    });
  });

  it('refreshes as many pages as are shown', async () => {
    const loadPage = jest.fn(threePages);
    const { result } = show(loadPage);
    const first = await ready(result);
    act(() => first.loadMore());
    const second = await ready(result);
    loadPage.mockClear();

    act(() => second.refresh());

    expect(await ready(result)).toMatchObject({ value: ['a', 'b', 'c', 'd'] });
    expect(loadPage.mock.calls.map(([, cursor]) => cursor)).toEqual([
      undefined,
      '2',
    ]);
  });

  it('loads anew with everything that is shown, after something was done', async () => {
    const loadPage = jest.fn(threePages);
    const { result } = show(loadPage);
    await ready(result);

    act(() => result.current.reloadShown());
    await ready(result);

    expect(loadPage).toHaveBeenCalledTimes(2);
  });

  it('keeps the list when the next page fails to load', async () => {
    const { result } = show(async (api, cursor, signal) => {
      if (cursor) {
        throw new Error('lost');
      }
      return threePages(api, cursor, signal);
    });
    const first = await ready(result);

    act(() => first.loadMore());

    expect(await ready(result)).toMatchObject({
      value: ['a', 'b'],
      hasMore: true,
      loadingMore: false,
      staleError: new Error('lost'),
    });
  });
});
