import { HeldPause } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ControlPlaneApi } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { problemError } from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { caller } from './data/installation';
import { hoursAgo, now } from './data/times';

/** Pauses in the memory of the page, one of them from before; nothing here waits for them. */
export function pauseOperations(): Partial<ControlPlaneApi> {
  let pauses: HeldPause[] = [
    {
      scope: 'kind',
      name: 'resync-repository',
      reason: 'The mirror of the repository is being rebuilt',
      pausedBy: caller.subject,
      pausedAt: hoursAgo(2.2),
      jobs: 1,
    },
  ];
  const isNamed =
    (wanted: Pick<HeldPause, 'scope' | 'name'>) =>
    ({ scope, name }: HeldPause) =>
      scope === wanted.scope && name === wanted.name;
  return {
    listPauses: async () => ({ items: [...pauses] }),
    pauseJobs: async ({ scope, name, reason }) => {
      const before = pauses.find(isNamed({ scope, name }));
      const pause = {
        scope,
        name,
        reason,
        pausedBy: caller.subject,
        pausedAt: before?.pausedAt ?? now(),
      };
      pauses = [
        ...pauses.filter(each => each !== before),
        { ...pause, jobs: before?.jobs ?? 0 },
      ];
      return pause;
    },
    resumeJobs: async name => {
      const ended = pauses.find(isNamed(name));
      if (!ended) {
        throw await problemError(404, { detail: `${name.name} is not paused` });
      }
      pauses = pauses.filter(each => each !== ended);
      return ended;
    },
  };
}
