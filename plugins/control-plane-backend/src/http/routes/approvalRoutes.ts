import { ApprovalService } from '../../services/ApprovalService';
import { CommitLinks } from '../../services/CommitLinks';
import { RouteHandlers } from '../RouteHandlers';
import { requestAnswer } from './requestRoutes';

export function approvalRoutes(
  approvals: ApprovalService,
  links: CommitLinks,
): Pick<RouteHandlers, 'approveRequest' | 'rejectRequest' | 'withdrawRequest'> {
  return {
    approveRequest: async ({ params, body, context }) =>
      requestAnswer(
        200,
        await approvals.approve(
          params.id,
          { ...body, comment: body.comment ?? '' },
          context,
        ),
        links,
      ),
    rejectRequest: async ({ params, body, context }) =>
      requestAnswer(
        200,
        await approvals.reject(params.id, body, context),
        links,
      ),
    withdrawRequest: async ({ params, body, context }) =>
      requestAnswer(
        200,
        await approvals.withdraw(
          params.id,
          { generation: body.generation, comment: body.comment ?? '' },
          context,
        ),
        links,
      ),
  };
}
