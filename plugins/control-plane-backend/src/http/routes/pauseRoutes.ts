import { PauseService } from '../../services/PauseService';
import { parseEntityName } from '../parse/parseEntityName';
import { presentHeldPause, presentPause } from '../present/presentPause';
import { RouteHandlers } from '../RouteHandlers';

export function pauseRoutes({
  pauses,
}: {
  pauses: PauseService;
}): Pick<RouteHandlers, 'listPauses' | 'pauseJobs' | 'resumeJobs'> {
  return {
    listPauses: async ({ context }) => ({
      status: 200,
      body: { items: (await pauses.list(context)).map(presentHeldPause) },
    }),
    pauseJobs: async ({ body: { scope, name, reason }, context }) => ({
      status: 200,
      body: presentPause(
        await pauses.pause(
          {
            scope,
            name:
              scope === 'team' ? parseEntityName('name', name, 'group') : name,
            reason,
          },
          context,
        ),
      ),
    }),
    resumeJobs: async ({ params, context }) => ({
      status: 200,
      body: presentPause(await pauses.resume(params, context)),
    }),
  };
}
