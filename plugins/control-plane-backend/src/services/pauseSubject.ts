import { PauseName } from '../domain/job/Pause';
import { limitKeyOfTarget, targetOfLimitKey } from '../domain/reconcile/jobs';
import { PauseSubject } from './PauseService';

/** What the queue calls the subject of a pause. */
export function toPauseName({ scope, name }: PauseSubject): PauseName {
  switch (scope) {
    case 'kind':
      return { scope, name };
    case 'team':
      return { scope: 'group', name };
    case 'target':
      return { scope: 'limit', name: limitKeyOfTarget(name) };
    default: {
      const unreachable: never = scope;
      throw new Error(`Unknown scope of a pause: ${unreachable}`);
    }
  }
}

/** What people call what a pause of the queue is about. */
export function toPauseSubject({ scope, name }: PauseName): PauseSubject {
  switch (scope) {
    case 'kind':
      return { scope, name };
    case 'group':
      return { scope: 'team', name };
    case 'limit':
      return { scope: 'target', name: targetOfLimitKey(name) };
    default: {
      const unreachable: never = scope;
      throw new Error(`Unknown scope of a pause: ${unreachable}`);
    }
  }
}
