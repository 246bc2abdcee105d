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
import { RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Authorizer } from '../permissions/Authorizer';
import { ApprovalService } from '../services/ApprovalService';
import { CommitLinks } from '../services/CommitLinks';
import { ClassService } from '../services/ClassService';
import { DescriptorService } from '../services/DescriptorService';
import { HealthService } from '../services/HealthService';
import { HistoryService } from '../services/HistoryService';
import { InboxService } from '../services/InboxService';
import { RightsService } from '../services/RightsService';
import { OperationsService } from '../services/OperationsService';
import { PauseService } from '../services/PauseService';
import { RequestService } from '../services/RequestService';
import { mountRoutes } from './mountRoutes';
import { problemHandler } from './problemHandler';
import { RequestTracker } from './RequestTracker';
import { approvalRoutes } from './routes/approvalRoutes';
import { classRoutes } from './routes/classRoutes';
import { descriptorRoutes } from './routes/descriptorRoutes';
import { historyRoutes } from './routes/historyRoutes';
import { inboxRoutes } from './routes/inboxRoutes';
import { rightsRoutes } from './routes/rightsRoutes';
import { operationsRoutes } from './routes/operationsRoutes';
import { pauseRoutes } from './routes/pauseRoutes';
import { requestRoutes } from './routes/requestRoutes';
import { createWithAudit } from './withAudit';

export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  logger: LoggerService;
  authorizer: Authorizer;
  tracker: RequestTracker;
  classes: ClassService;
  descriptors: DescriptorService;
  requests: RequestService;
  approvals: ApprovalService;
  history: HistoryService;
  inbox: InboxService;
  rights: RightsService;
  operations: OperationsService;
  pauses: PauseService;
  health: HealthService;
  /** Where people look at commits. */
  links: CommitLinks;
}

/**
 * Lets pages of another origin read the headers that the API answers with: `npm start` and every new Backstage serve the app from a port of
 * its own, and without the ETag nothing can be changed from there.
 */
const exposeHeaders: RequestHandler = (_req, res, next) => {
  res.append('Access-Control-Expose-Headers', 'ETag, Location, Retry-After');
  next();
};

/** The API below `/api/control-plane`. Everything in it follows from the route table of the common package. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, authorizer } = options;
  const router = PromiseRouter();
  router.use(options.tracker.middleware);
  router.use(exposeHeaders);

  // Written when somebody asks for it: few do, and every start would wait for it.
  let document: ReturnType<typeof openApiDocument> | undefined;
  router.get(routes.getOpenApi.path, (_req, res) => {
    document ??= openApiDocument();
    res.json(document);
  });
  mountRoutes(router, {
    handlers: {
      ...classRoutes(options.classes),
      ...descriptorRoutes(options.descriptors),
      ...requestRoutes(options.requests, options.links),
      ...approvalRoutes(options.approvals, options.links),
      ...historyRoutes(options.history, options.links),
      ...inboxRoutes(options.inbox, options.links),
      ...rightsRoutes(options.rights),
      ...operationsRoutes(options),
      ...pauseRoutes(options),
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
