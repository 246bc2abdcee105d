import { randomUUID } from 'node:crypto';
import { Clock } from '../clock';

const SEQUENCE_LIMIT = 0x1000;

/**
 * Makes job ids: UUIDs of version 7, which grow with time and, within one process, with every call.
 *
 * @remarks
 * Their order breaks ties between jobs that are due at the same millisecond, and pages of history follow it, so that
 * the table needs no index on the creation time. Processes whose clocks differ interleave by their own time.
 */
export class JobIds {
  #millisecond = 0;
  #sequence = 0;
  /** The millisecond as an id begins with it. */
  #time = '';

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  next(): string {
    const now = this.clock.now().getTime();
    if (now > this.#millisecond) {
      this.#moveTo(now);
    } else if (++this.#sequence === SEQUENCE_LIMIT) {
      this.#moveTo(this.#millisecond + 1);
    }
    const sequence = (0x7000 | this.#sequence).toString(16);
    // Variant and random bits are the same in every version, and these come from a buffer that is filled ahead.
    const tail = randomUUID().slice(19);
    return `${this.#time}-${sequence}-${tail}`;
  }

  #moveTo(millisecond: number): void {
    this.#millisecond = millisecond;
    this.#sequence = 0;
    this.#time = timeOfId(millisecond);
  }
}

/** The least id that a job made at this time can have: all of earlier jobs are below it. */
export function firstJobIdOf(at: Date): string {
  return `${timeOfId(at.getTime())}-7000-8000-000000000000`;
}

/** Milliseconds since 1970 as an id begins with them (RFC 9562, 5.7). */
function timeOfId(millisecond: number): string {
  const time = millisecond.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a string can be the id of a job at all; others must not reach a uuid column. */
export function isJobId(id: string): boolean {
  return UUID.test(id);
}
