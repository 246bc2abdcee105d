import { FailureKind } from './classifyFailure';

/** The ways on that a failure leaves open. */
export type WayOn = 'retry' | 'sign_in' | 'home';

/** What a person can do about a failure of each kind; trying again what was denied or is missing leads nowhere. */
export function waysOn(kind: FailureKind): readonly WayOn[] {
  switch (kind) {
    case 'expired_session':
      return ['sign_in'];
    case 'denied':
    case 'missing':
      return ['home'];
    case 'invalid':
    case 'conflict':
    case 'stale':
    case 'offline':
    case 'unavailable':
    case 'unexpected':
      return ['retry'];
    default: {
      const unreachable: never = kind;
      return unreachable;
    }
  }
}

/** Whether the API's own words say more than the kind does. */
export function saysMore(kind: FailureKind): boolean {
  return !['expired_session', 'offline'].includes(kind);
}
