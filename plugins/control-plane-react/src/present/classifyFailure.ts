import { isError } from '@backstage/errors';
import {
  ControlPlaneError,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What kind of failure a call ended in; each has its own words and its own way on. */
export type Failure =
  | { kind: 'invalid'; fields: readonly FieldError[] }
  | { kind: 'expired_session' }
  | { kind: 'denied' }
  | { kind: 'missing' }
  /** Somebody else was faster, or the thing does not stand as it must. */
  | { kind: 'conflict' }
  /** What was changed is not what was read. */
  | { kind: 'stale' }
  | { kind: 'offline' }
  | { kind: 'unavailable' }
  | { kind: 'unexpected' };

export type FailureKind = Failure['kind'];

function kindOfStatus(status: number): Exclude<FailureKind, 'invalid'> {
  switch (status) {
    case 401:
      return 'expired_session';
    case 403:
      return 'denied';
    case 404:
      return 'missing';
    case 409:
      return 'conflict';
    case 412:
      return 'stale';
    case 408:
    case 429:
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return 'unexpected';
  }
}

export function classifyFailure(error: Error): Failure {
  if (error instanceof ControlPlaneError) {
    return error.fieldErrors.length > 0 || error.status === 400
      ? { kind: 'invalid', fields: error.fieldErrors }
      : { kind: kindOfStatus(error.status) };
  }
  if (error.name === 'AuthenticationError') {
    return { kind: 'expired_session' };
  }
  if (error.name === 'ServiceUnavailableError') {
    // The client gives a cause when no answer came at all, and none when an answer came that it does not understand.
    return { kind: isError(error.cause) ? 'offline' : 'unexpected' };
  }
  return { kind: 'unexpected' };
}
