import { Client } from 'pg';
import { BusyTime } from './BusyTime';

/** Counts what this process sends to PostgreSQL from now on, and how long it waits for it. */
export function watchDatabase(): {
  busy: BusyTime;
  statements(): number;
} {
  const busy = new BusyTime();
  let statements = 0;
  const { query } = Client.prototype;
  // Knex is the only caller, and it calls with a callback.
  Client.prototype.query = function watched(
    this: Client,
    ...args: unknown[]
  ): unknown {
    const callback = args[args.length - 1];
    if (typeof callback === 'function') {
      statements += 1;
      busy.begin();
      args[args.length - 1] = (...answer: unknown[]) => {
        busy.end();
        callback(...answer);
      };
    }
    return Reflect.apply(query, this, args);
  } as typeof query;
  return { busy, statements: () => statements };
}
