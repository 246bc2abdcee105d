import {
  Pause,
  PAUSE_SCOPES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { oneOf } from './flagTypes';
import { teamName } from './teamName';

/** How a pause is named on the command line. */
export const pauseParameters = ['<kind|team|target>', '<name>'] as const;

/**
 * Reads what to pause or resume.
 *
 * @throws UsageError for a scope that there is not; whether the name is one, the server knows.
 */
export function readPauseSubject([scopeText, name]: readonly string[]): Pick<
  Pause,
  'scope' | 'name'
> {
  const scope = oneOf(pauseParameters[0], PAUSE_SCOPES)(scopeText);
  return { scope, name: scope === 'team' ? teamName(name) : name };
}
