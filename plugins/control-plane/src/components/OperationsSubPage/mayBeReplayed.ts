import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Whether a job ended badly and is the last of its kind and key: of what a later one has followed, that one tells. */
export function mayBeReplayed({ state, superseded }: Job): boolean {
  return !superseded && (state === 'dead' || state === 'cancelled');
}
