import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';
import { Live } from './Loaded';

const CHANNEL = 'control-plane.requests';
const POLL_WITHOUT_SIGNALS_MS = 5_000;
const POLL_WITH_SIGNALS_MS = 60_000;
/**
 * When to look although signals work. The subscription goes to the server by itself, over a connection that may have to be opened
 * first: what happens until it arrives is told to nobody here.
 */
const CATCH_UP_MS = [3_000, 15_000];
/** A burst of signals, e.g. a fleet-wide change, becomes one refresh in this time. */
const BURST_MS = 300;

/**
 * Calls `refresh` when what is shown may have changed.
 *
 * @remarks
 * Subscribes by itself instead of `useSignal`, which hands out the last message of a render only: of two requests that change
 * at once it would forget one. A hidden tab neither polls nor refreshes, and catches up when it is shown.
 */
export function useLive(live: Live | undefined, refresh: () => void): void {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  const isLive = live !== undefined;
  const requestId = typeof live === 'object' ? live.requestId : undefined;

  useEffect(() => {
    if (!isLive) {
      return undefined;
    }
    let burst: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    const refreshIfShown = () => {
      missed = document.hidden;
      if (!document.hidden) {
        latest.current();
      }
    };
    const onMessage = (message: { requestId?: unknown }) => {
      const concerns = !requestId || message.requestId === requestId;
      if (concerns && burst === undefined) {
        burst = setTimeout(() => {
          burst = undefined;
          refreshIfShown();
        }, BURST_MS);
      }
    };
    const onVisibility = () => {
      if (missed) {
        refreshIfShown();
      }
    };
    const subscription = signals?.subscribe<{ requestId: string }>(
      CHANNEL,
      onMessage,
    );
    const poll = setInterval(
      refreshIfShown,
      signals ? POLL_WITH_SIGNALS_MS : POLL_WITHOUT_SIGNALS_MS,
    );
    const catchUps = signals
      ? CATCH_UP_MS.map(after => setTimeout(refreshIfShown, after))
      : [];
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      subscription?.unsubscribe();
      clearInterval(poll);
      catchUps.forEach(timer => clearTimeout(timer));
      clearTimeout(burst);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [isLive, requestId, signals]);
}
