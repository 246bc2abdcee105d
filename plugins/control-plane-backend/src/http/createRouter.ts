import {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  openApiDocument,
  routes,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { callerRef } from '@platform-control-plane/backstage-plugin-control-plane-node';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Authorizer } from '../permissions/Authorizer';
import { ApprovalService } from '../services/ApprovalService';
import { ClassService } from '../services/ClassService';
import { HealthService } from '../services/HealthService';
import { HistoryService } from '../services/HistoryService';
import { OperationsService } from '../services/OperationsService';
import { RequestService } from '../services/RequestService';
import { mountRoutes } from './mountRoutes';
import { problemHandler } from './problemHandler';
import { RequestTracker } from './RequestTracker';
import { approvalRoutes } from './routes/approvalRoutes';
import { classRoutes } from './routes/classRoutes';
import { historyRoutes } from './routes/historyRoutes';
import { operationsRoutes } from './routes/operationsRoutes';
import { requestRoutes } from './routes/requestRoutes';
import { createWithAudit } from './withAudit';

/** The largest body that any route takes, with room for white space. */
const BODY_LIMIT = '64kb';

export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  logger: LoggerService;
  authorizer: Authorizer;
  tracker: RequestTracker;
  classes: ClassService;
  requests: RequestService;
  approvals: ApprovalService;
  history: HistoryService;
  operations: OperationsService;
  health: HealthService;
}

/** The API below `/api/control-plane`. Everything in it follows from the route table of the common package. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, authorizer } = options;
  const router = PromiseRouter();
  router.use(options.tracker.middleware);
  router.use(express.json({ limit: BODY_LIMIT }));

  const document = openApiDocument();
  router.get(routes.getOpenApi.path, (_req, res) => {
    res.json(document);
  });
  mountRoutes(router, {
    handlers: {
      ...classRoutes(options.classes),
      ...requestRoutes(options.requests),
      ...approvalRoutes(options.approvals),
      ...historyRoutes(options.history),
      ...operationsRoutes(options),
    },
    contextOf: async req => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const caller = await authorizer.resolveCaller(credentials);
      return { credentials, caller, actor: callerRef(caller) };
    },
    withAudit: createWithAudit(options.auditor),
  });

  router.use(req => {
    throw new NotFoundError(`There is no ${req.method} ${req.path}`);
  });
  router.use(problemHandler(options.logger));
  return router;
}
