import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;

/** Asks again and again until it is so. @returns whether it came to be in time */
export async function waitUntil(
  isSo: () => Promise<boolean>,
  { withinMs, signal }: { withinMs: number; signal: AbortSignal },
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    signal.throwIfAborted();
    if (await isSo()) {
      return true;
    }
    if (performance.now() > deadline) {
      return false;
    }
    await wait(POLL_MS, undefined, { signal });
  }
}
