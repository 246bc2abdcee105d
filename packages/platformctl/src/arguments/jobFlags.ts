import { JOB_KINDS } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { oneOf, text } from './flagTypes';

const TEAM_REF = /^group:default\//i;

/** `--kind` of jobs; a kind that there is not is refused, because it would only find nothing. */
export function jobKindFlag(description: string) {
  return {
    type: oneOf('--kind', JOB_KINDS),
    description,
    placeholder: '<kind>',
  } as const;
}

/** `--team` of jobs, by its name or by the reference under which the catalog knows it. */
export function teamFlag(description: string) {
  const read = text('--team');
  return {
    type: (value: string) => read(value).replace(TEAM_REF, ''),
    description,
    placeholder: '<team>',
  } as const;
}
