import { JOB_KINDS } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { oneOf, text } from './flagTypes';
import { teamName } from './teamName';

/** `--kind` of jobs; a kind that there is not is refused, because it would only find nothing. */
export function jobKindFlag(description: string) {
  return {
    type: oneOf('--kind', JOB_KINDS),
    description,
    placeholder: '<kind>',
  } as const;
}

/** `--target` of jobs: of the requests that land on it. */
export function targetFlag(description: string) {
  return {
    type: text('--target'),
    description,
    placeholder: '<target>',
  } as const;
}

/** `--team` of jobs, by its name or by the reference under which the catalog knows it. */
export function teamFlag(description: string) {
  const read = text('--team');
  return {
    type: (value: string) => teamName(read(value)),
    description,
    placeholder: '<team>',
  } as const;
}
