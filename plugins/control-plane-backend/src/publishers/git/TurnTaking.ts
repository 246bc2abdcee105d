/** Lets the users of one thing take turns, in the order of asking; users of different things do not wait for each other. */
export class TurnTaking {
  private readonly tails = new Map<string, Promise<void>>();

  /** @throws the signal's reason when it aborts before the turn has come */
  async take<T>(
    key: string,
    signal: AbortSignal,
    use: () => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const before = this.tails.get(key) ?? Promise.resolve();
    let end = () => {};
    const over = new Promise<void>(resolve => {
      end = resolve;
    });
    const tail = before.then(() => over);
    this.tails.set(key, tail);
    try {
      await abortable(before, signal);
      return await use();
    } finally {
      end();
      if (this.tails.get(key) === tail) {
        this.tails.delete(key);
      }
    }
  }
}

async function abortable(
  wait: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([wait, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
