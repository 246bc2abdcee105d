import { ServiceUnavailableError } from '@backstage/errors';
import { FaultKind } from './FaultPlan';

/** What a port says when a plan has it fail: a caller may try again. */
export type PortError = Error;

const injected = new WeakSet<Error>();

/** Whether a plan made this error. */
export function isInjected(error: unknown): boolean {
  return error instanceof Error && injected.has(error);
}

function inject<T extends Error>(error: T): T {
  injected.add(error);
  return error;
}

/** Codes as PostgreSQL and its driver give them; what depends on them in the product takes SQLite's the same way. */
const DATABASE_CODES: Partial<Record<FaultKind, [string, string]>> = {
  timeout: ['57014', 'canceling statement due to statement timeout'],
  unavailable: ['ECONNRESET', 'Connection terminated unexpectedly'],
  conflict: ['40001', 'could not serialize access due to concurrent update'],
};

export function databaseError(kind: FaultKind): PortError {
  const [code, message] = DATABASE_CODES[kind] ?? ['XX000', kind];
  return inject(Object.assign(new Error(message), { code }));
}

export function portError(who: string): (kind: FaultKind) => PortError {
  return kind => {
    switch (kind) {
      case 'throttled':
        return inject(
          Object.assign(new Error(`${who}: too many requests`), {
            name: 'ResponseError',
            statusCode: 429,
          }),
        );
      case 'unavailable':
        return inject(new ServiceUnavailableError(`${who} is not there`));
      default:
        return inject(new Error(`${who} did not answer in time`));
    }
  };
}
