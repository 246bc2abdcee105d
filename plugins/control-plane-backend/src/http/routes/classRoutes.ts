import { ClassService } from '../../services/ClassService';
import { presentClass } from '../present/presentOperations';
import { RouteHandlers } from '../RouteHandlers';

export function classRoutes(
  classes: ClassService,
): Pick<RouteHandlers, 'listClasses' | 'getClass'> {
  return {
    listClasses: async ({ context }) => ({
      status: 200,
      body: { items: (await classes.list(context)).map(presentClass) },
    }),
    getClass: async ({ params, query, context }) => ({
      status: 200,
      body: presentClass(await classes.get(params.name, query, context)),
    }),
  };
}
