import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Request } from 'express';
import { RouteHandlers } from './RouteHandlers';

type Severity = 'low' | 'medium' | 'high';

/** Calls that change something or decide something, as Backstage's auditor names them; reading is not audited there. */
const EVENTS: Partial<
  Record<keyof RouteHandlers, { eventId: string; severityLevel: Severity }>
> = {
  createRequest: { eventId: 'request-create', severityLevel: 'medium' },
  changeRequest: { eventId: 'request-change', severityLevel: 'medium' },
  extendRequest: { eventId: 'request-extend', severityLevel: 'medium' },
  deleteRequest: { eventId: 'request-delete', severityLevel: 'high' },
  approveRequest: { eventId: 'revision-approve', severityLevel: 'high' },
  rejectRequest: { eventId: 'revision-reject', severityLevel: 'high' },
  withdrawRequest: { eventId: 'revision-withdraw', severityLevel: 'medium' },
  reconcileRequest: { eventId: 'request-reconcile', severityLevel: 'medium' },
  replayJob: { eventId: 'job-replay', severityLevel: 'medium' },
  replayJobs: { eventId: 'jobs-replay', severityLevel: 'medium' },
  cancelJob: { eventId: 'job-cancel', severityLevel: 'medium' },
  pauseJobs: { eventId: 'queue-pause', severityLevel: 'high' },
  resumeJobs: { eventId: 'queue-resume', severityLevel: 'medium' },
};

/** Runs a route so that Backstage's auditor hears of it, of its success and of its failure. */
export type WithAudit = <T>(
  route: keyof RouteHandlers,
  req: Request,
  run: () => Promise<T>,
) => Promise<T>;

export function createWithAudit(auditor: AuditorService): WithAudit {
  return async (route, req, run) => {
    const event = EVENTS[route];
    if (!event) {
      return run();
    }
    const audited = await auditor.createEvent({
      ...event,
      request: req,
      meta: { ...req.params },
    });
    try {
      const result = await run();
      await audited.success();
      return result;
    } catch (error) {
      await audited.fail({ error: toError(error) });
      throw error;
    }
  };
}
