/** Runs what it is given one after the other, whatever became of the one before. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(run);
    // A failure belongs to whoever waits for that turn; the next one begins all the same.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
