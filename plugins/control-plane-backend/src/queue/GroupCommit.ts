interface Pending<TItem, TResult> {
  item: TItem;
  resolve: (result: TResult | PromiseLike<TResult>) => void;
  reject: (error: unknown) => void;
}

/**
 * Collects what callers want to write at about the same time into one statement.
 *
 * @remarks
 * The first item goes out at the end of the present turn of the event loop; what comes in while it is being written
 * goes out together afterwards. So a lone caller waits for nobody, and under load batches grow by themselves, without a
 * timer. `write` answers its items in their order; when it fails, all of them fail. An answer may be a promise, for who
 * writes a group in parts: then items fail with their part.
 */
export class GroupCommit<TItem, TResult> {
  #pending: Pending<TItem, TResult>[] = [];
  #writing = false;

  constructor(
    private readonly options: {
      largest: number;
      write: (items: TItem[]) => Promise<Array<TResult | Promise<TResult>>>;
    },
  ) {}

  add(item: TItem): Promise<TResult> {
    return new Promise<TResult>((resolve, reject) => {
      this.#pending.push({ item, resolve, reject });
      if (!this.#writing) {
        this.#writing = true;
        setImmediate(() => this.#drain());
      }
    });
  }

  async #drain(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0, this.options.largest);
      try {
        const results = await this.options.write(
          batch.map(entry => entry.item),
        );
        batch.forEach((entry, index) => entry.resolve(results[index]));
      } catch (error) {
        batch.forEach(entry => entry.reject(error));
      }
    }
    this.#writing = false;
  }
}
