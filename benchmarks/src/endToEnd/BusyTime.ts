/** For how long at least one of something was under way. */
export class BusyTime {
  private running = 0;
  private since = 0;
  private total = 0;

  async during<T>(run: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await run();
    } finally {
      this.end();
    }
  }

  begin(): void {
    if (this.running === 0) {
      this.since = performance.now();
    }
    this.running += 1;
  }

  end(): void {
    this.running -= 1;
    if (this.running === 0) {
      this.total += performance.now() - this.since;
    }
  }

  seconds(): number {
    const open = this.running > 0 ? performance.now() - this.since : 0;
    return (this.total + open) / 1000;
  }
}
