import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ControlPlaneError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { ControlPlaneApi, controlPlaneApiRef } from '../api/controlPlaneApiRef';
import { LoadOptions } from './Loaded';
import { useLoaded } from './useLoaded';

/** An API whose answers the test gives one by one. */
function steppedApi() {
  const calls: {
    signal: AbortSignal;
    resolve: (subject: string) => void;
    reject: (error: Error) => void;
  }[] = [];
  const getCaller = (options?: { signal?: AbortSignal }) =>
    new Promise((resolve, reject) => {
      calls.push({
        signal: options?.signal ?? new AbortController().signal,
        resolve,
        reject,
      });
    });
  return { api: { getCaller } as unknown as ControlPlaneApi, calls };
}

function fakeSignals() {
  const listeners = new Set<(message: never) => void>();
  return {
    api: {
      subscribe: (_channel: string, listener: (message: never) => void) => {
        listeners.add(listener);
        return { unsubscribe: () => listeners.delete(listener) };
      },
    },
    send: (message: { requestId: string; kind: string }) =>
      listeners.forEach(listener => listener(message as never)),
    listeners,
  };
}

function show(
  api: ControlPlaneApi,
  options?: LoadOptions,
  signals?: ReturnType<typeof fakeSignals>,
) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [controlPlaneApiRef, api] as const,
        ...(signals ? [[signalApiRef, signals.api] as const] : []),
      ]}
    >
      {children}
    </TestApiProvider>
  );
  return renderHook(
    ({ name }: { name: string }) =>
      useLoaded(
        ['thing', name],
        (client, signal) => client.getCaller({ signal }) as Promise<unknown>,
        options,
      ),
    { wrapper, initialProps: { name: 'a' } },
  );
}

describe('useLoaded', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('goes from loading to ready', async () => {
    const { api, calls } = steppedApi();
    const { result } = show(api);
    expect(result.current).toEqual({ status: 'loading' });

    await act(async () => calls[0].resolve('one'));

    expect(result.current).toMatchObject({
      status: 'ready',
      value: 'one',
      refreshing: false,
    });
  });

  it('offers a retry after a first failure', async () => {
    const { api, calls } = steppedApi();
    const { result } = show(api);
    await act(async () => calls[0].reject(new Error('no')));
    expect(result.current).toMatchObject({ status: 'failed' });

    act(() => {
      if (result.current.status === 'failed') {
        result.current.retry();
      }
    });
    expect(result.current.status).toBe('loading');
    await act(async () => calls[1].resolve('two'));

    expect(result.current).toMatchObject({ status: 'ready', value: 'two' });
  });

  it('keeps the old value, and says why, when a refresh fails', async () => {
    const { api, calls } = steppedApi();
    const { result } = show(api, { live: 'all' });
    await act(async () => calls[0].resolve('one'));

    act(() => {
      jest.advanceTimersByTime(5_000);
    });
    expect(result.current).toMatchObject({ value: 'one', refreshing: true });
    await act(async () => calls[1].reject(new Error('gone')));

    expect(result.current).toMatchObject({
      status: 'ready',
      value: 'one',
      refreshing: false,
      staleError: new Error('gone'),
    });
  });

  it('aborts the call under way when nobody shows the value any more', () => {
    const { api, calls } = steppedApi();
    const { unmount } = show(api);

    unmount();

    expect(calls[0].signal.aborted).toBe(true);
  });

  it('aborts and loads anew when the key changes', async () => {
    const { api, calls } = steppedApi();
    const { result, rerender } = show(api);

    rerender({ name: 'b' });
    expect(calls[0].signal.aborted).toBe(true);
    await act(async () => {
      calls[0].resolve('late');
      calls[1].resolve('b');
    });

    expect(result.current).toMatchObject({ status: 'ready', value: 'b' });
  });

  it('makes one call for two components that show the same', async () => {
    const { api, calls } = steppedApi();
    const first = show(api);
    const second = show(api);

    await act(async () => calls[0].resolve('one'));

    expect(calls).toHaveLength(1);
    expect(first.result.current).toMatchObject({ value: 'one' });
    expect(second.result.current).toMatchObject({ value: 'one' });
  });

  it('does not poll what is not live', async () => {
    const { api, calls } = steppedApi();
    show(api);
    await act(async () => calls[0].resolve('one'));

    act(() => {
      jest.advanceTimersByTime(600_000);
    });

    expect(calls).toHaveLength(1);
  });

  it('loads anew when a signal names its request, and not for another one', async () => {
    const { api, calls } = steppedApi();
    const signals = fakeSignals();
    show(api, { live: { requestId: 'req-1' } }, signals);
    await act(async () => calls[0].resolve('one'));

    signals.send({ requestId: 'req-2', kind: 'changed' });
    act(() => {
      jest.advanceTimersByTime(1_000);
    });
    expect(calls).toHaveLength(1);

    signals.send({ requestId: 'req-2', kind: 'changed' });
    signals.send({ requestId: 'req-1', kind: 'changed' });
    signals.send({ requestId: 'req-1', kind: 'changed' });
    act(() => {
      jest.advanceTimersByTime(1_000);
    });
    expect(calls).toHaveLength(2);
  });

  it('polls slowly where signals arrive, once it has caught up on what the first of them may have missed', async () => {
    const { api, calls } = steppedApi();
    show(api, { live: 'all' }, fakeSignals());
    await act(async () => calls[0].resolve('one'));
    const callsAfter = async (milliseconds: number) => {
      act(() => {
        jest.advanceTimersByTime(milliseconds);
      });
      await act(async () => calls[calls.length - 1].resolve('again'));
      return calls.length;
    };

    expect(await callsAfter(3_000)).toBe(2);
    expect(await callsAfter(11_000)).toBe(2);
    expect(await callsAfter(1_000)).toBe(3);
    expect(await callsAfter(44_000)).toBe(3);
    expect(await callsAfter(1_000)).toBe(4);
    expect(await callsAfter(59_000)).toBe(4);
  });

  it('loads once more after a load that a signal overtook', async () => {
    const { api, calls } = steppedApi();
    const signals = fakeSignals();
    const { result } = show(api, { live: 'all' }, signals);
    signals.send({ requestId: 'req-1', kind: 'changed' });
    act(() => {
      jest.advanceTimersByTime(1_000);
    });
    expect(calls).toHaveLength(1);

    await act(async () => calls[0].resolve('old'));
    expect(calls).toHaveLength(2);
    await act(async () => calls[1].resolve('new'));

    expect(result.current).toMatchObject({ value: 'new', refreshing: false });
  });

  it('waits with refreshing while its tab is hidden, and catches up', async () => {
    const { api, calls } = steppedApi();
    show(api, { live: 'all' });
    await act(async () => calls[0].resolve('one'));
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);

    act(() => {
      jest.advanceTimersByTime(30_000);
    });
    expect(calls).toHaveLength(1);
    hidden.mockReturnValue(false);
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'));
    });

    expect(calls).toHaveLength(2);
    hidden.mockRestore();
  });

  it('shows at once what was shown before, while it loads anew', async () => {
    const { api, calls } = steppedApi();
    const { result, rerender } = show(api);
    await act(async () => calls[0].resolve('a'));
    rerender({ name: 'b' });
    await act(async () => calls[1].resolve('b'));

    rerender({ name: 'a' });

    await waitFor(() =>
      expect(result.current).toMatchObject({ value: 'a', refreshing: true }),
    );
  });

  it('hands errors on as they are', async () => {
    const { api, calls } = steppedApi();
    const { result } = show(api);
    const error = await ControlPlaneError.fromResponse({
      status: 403,
      statusText: 'Forbidden',
      text: async () => '',
    } as Response);
    await act(async () => calls[0].reject(error));

    expect(result.current).toMatchObject({ status: 'failed', error });
  });
});
