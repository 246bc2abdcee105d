import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ControlPlaneApi, controlPlaneApiRef } from '../api/controlPlaneApiRef';

/** How a call that changes something stands. */
export type ActionState<R> =
  | { status: 'idle' }
  | { status: 'running' }
  | { status: 'failed'; error: Error }
  | { status: 'done'; value: R };

export interface Action<A extends unknown[], R> {
  state: ActionState<R>;
  /** Runs the call and answers how it ended; never throws. */
  run: (...args: A) => Promise<ActionState<R>>;
  reset: () => void;
}

/**
 * A call that a person starts, e.g. an approval.
 *
 * @remarks
 * Unlike a load it is not aborted when its component goes: what was asked for is done. A second `run` while one is under way
 * starts nothing and answers `running`, so that a double click decides once.
 */
export function useAction<A extends unknown[], R>(
  run: (api: ControlPlaneApi, ...args: A) => Promise<R>,
): Action<A, R> {
  const api = useApi(controlPlaneApiRef);
  const [state, setState] = useState<ActionState<R>>({ status: 'idle' });
  const latest = useRef(run);
  latest.current = run;
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const start = useCallback(
    async (...args: A): Promise<ActionState<R>> => {
      if (running.current) {
        return { status: 'running' };
      }
      running.current = true;
      setState({ status: 'running' });
      const end = await settle(() => latest.current(api, ...args));
      running.current = false;
      if (mounted.current) {
        setState(end);
      }
      return end;
    },
    [api],
  );
  const reset = useCallback(() => setState({ status: 'idle' }), []);
  return { state, run: start, reset };
}

async function settle<R>(run: () => Promise<R>): Promise<ActionState<R>> {
  try {
    return { status: 'done', value: await run() };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { status: 'failed', error };
  }
}
