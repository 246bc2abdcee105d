import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { PROBLEM_CONTENT_TYPE } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ErrorRequestHandler } from 'express';
import { presentProblem } from './present/presentProblem';

/** Answers every failure of a route as problem details. The only place where a status of a failure is chosen. */
export function problemHandler(logger: LoggerService): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const { problem, headers, logId } = presentProblem(error, {
      path: req.originalUrl.split('?')[0],
    });
    if (logId) {
      logger.error(`Request failed: ${stringifyError(error)}`, {
        logId,
        method: req.method,
        path: req.path,
      });
    }
    res.status(problem.status).set(headers).type(PROBLEM_CONTENT_TYPE);
    res.send(JSON.stringify(problem));
  };
}
