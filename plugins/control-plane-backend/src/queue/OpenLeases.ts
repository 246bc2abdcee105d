import { HeldAttempt } from './operations/finishJobs';

/**
 * Which jobs of this process's claims have not ended, so that a lease ends with the last of them.
 *
 * @remarks
 * A lease must not end while the end of one of its jobs is still to be written: nobody would find the job if this
 * process died. So what is being written counts as open until it is committed, and a lease whose last jobs end in two
 * statements beside each other ends with the next one. Whatever goes unnoticed here ends when the lease runs out.
 */
export class OpenLeases {
  /** Ids of jobs by ticket. */
  readonly #open = new Map<string, Set<string>>();
  /** Hold nothing any more and stand in the database still. */
  #left: string[] = [];

  opened(attempts: readonly HeldAttempt[]): void {
    for (const [ticket, ids] of byTicket(attempts)) {
      this.#open.set(ticket, ids);
    }
  }

  /** Writes the ends of attempts; `write` is given the tickets whose leases end with them. */
  async settle<T>(
    attempts: readonly HeldAttempt[],
    write: (ended: string[]) => Promise<T>,
  ): Promise<T> {
    const settled = byTicket(attempts);
    const ending = [...settled].flatMap(([ticket, ids]) =>
      this.#holdsOnly(ticket, ids) ? [ticket] : [],
    );
    const left = this.#left.splice(0);
    try {
      const result = await write([...left, ...ending]);
      ending.forEach(ticket => this.#open.delete(ticket));
      this.#close(settled);
      return result;
    } catch (error) {
      this.#left.push(...left);
      throw error;
    }
  }

  /** Forgets the leases of which no job is held: they were lost, and others end them. */
  keepOnly(held: readonly HeldAttempt[]): void {
    const tickets = new Set(held.map(({ ticket }) => ticket));
    for (const ticket of this.#open.keys()) {
      if (!tickets.has(ticket)) {
        this.#open.delete(ticket);
      }
    }
  }

  #holdsOnly(ticket: string, ids: ReadonlySet<string>): boolean {
    const open = this.#open.get(ticket);
    return open !== undefined && [...open].every(id => ids.has(id));
  }

  #close(settled: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const [ticket, ids] of settled) {
      const open = this.#open.get(ticket);
      ids.forEach(id => open?.delete(id));
      if (open?.size === 0) {
        this.#open.delete(ticket);
        this.#left.push(ticket);
      }
    }
  }
}

function byTicket(attempts: readonly HeldAttempt[]): Map<string, Set<string>> {
  const tickets = new Map<string, Set<string>>();
  for (const { id, ticket } of attempts) {
    const ids = tickets.get(ticket);
    if (ids) {
      ids.add(id);
    } else {
      tickets.set(ticket, new Set([id]));
    }
  }
  return tickets;
}
