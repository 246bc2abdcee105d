import { RightsService } from '../../services/RightsService';
import { presentAction, presentRights } from '../present/presentRights';
import { RouteHandlers } from '../RouteHandlers';

export function rightsRoutes(
  rights: RightsService,
): Pick<RouteHandlers, 'getCaller' | 'listRequestActions'> {
  return {
    getCaller: async ({ context }) => ({
      status: 200,
      body: presentRights(await rights.ofCaller(context)),
    }),
    listRequestActions: async ({ params, context }) => ({
      status: 200,
      body: {
        items: (await rights.onRequest(params.id, context)).map(presentAction),
      },
    }),
  };
}
