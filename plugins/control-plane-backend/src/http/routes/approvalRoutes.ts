import { ApprovalService } from '../../services/ApprovalService';
import { RouteHandlers } from '../RouteHandlers';
import { requestAnswer } from './requestRoutes';

export function approvalRoutes(
  approvals: ApprovalService,
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
      ),
    rejectRequest: async ({ params, body, context }) =>
      requestAnswer(200, await approvals.reject(params.id, body, context)),
    withdrawRequest: async ({ params, body, context }) =>
      requestAnswer(
        200,
        await approvals.withdraw(
          params.id,
          { generation: body.generation, comment: body.comment ?? '' },
          context,
        ),
      ),
  };
}
