import { approvalRoutes } from './routes/approvalRoutes';
import { callerRoutes } from './routes/callerRoutes';
import { classRoutes } from './routes/classRoutes';
import { defineRoutes } from './routes/defineRoutes';
import { historyRoutes } from './routes/historyRoutes';
import { jobRoutes } from './routes/jobRoutes';
import { operationsRoutes } from './routes/operationsRoutes';
import { requestRoutes } from './routes/requestRoutes';
import { revisionRoutes } from './routes/revisionRoutes';

export type { RouteDefinition } from './routes/RouteDefinition';

/** Every operation below `/api/control-plane`. */
export const routes = defineRoutes({
  ...callerRoutes,
  ...classRoutes,
  ...requestRoutes,
  ...approvalRoutes,
  ...revisionRoutes,
  ...historyRoutes,
  ...jobRoutes,
  ...operationsRoutes,
});

export type Routes = typeof routes;
export type RouteName = keyof Routes;
