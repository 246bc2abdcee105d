import { setTimeout as wait } from 'node:timers/promises';
import { NodeProcess } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/NodeProcess';

const LOOK_MS = 5;

/**
 * Resolves when a backend says that it is ready.
 *
 * @throws Error when it ends before that
 */
export async function waitUntilServes(options: {
  process: NodeProcess;
  url: string;
  signal: AbortSignal;
}): Promise<void> {
  const { process, url, signal } = options;
  for (;;) {
    signal.throwIfAborted();
    if (process.hasEnded) {
      throw new Error(
        `Expected the backend to start, but it ended with ${process.end}`,
      );
    }
    // Without the signal, to which each of many looks would add a listener.
    const response = await fetch(`${url}/.backstage/health/v1/readiness`).catch(
      () => undefined,
    );
    await response?.body?.cancel();
    if (response?.ok) {
      return;
    }
    await wait(LOOK_MS, undefined, { signal });
  }
}
