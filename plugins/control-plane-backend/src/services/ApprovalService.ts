import { CallContext } from './CallContext';
import { RequestView } from './RequestService';

export interface DecisionInput {
  generation: number;
  /** Digest of the plan that the person saw. */
  planDigest: string;
  comment: string;
}

/** Decisions on open revisions. */
export interface ApprovalService {
  /** @throws ConflictError when the revision is not open any more or has another plan. */
  approve(
    id: string,
    decision: DecisionInput,
    context: CallContext,
  ): Promise<RequestView>;
  /** @throws ConflictError when the revision does not wait for approval or has another plan. */
  reject(
    id: string,
    decision: DecisionInput,
    context: CallContext,
  ): Promise<RequestView>;
  /** @throws ConflictError when its publication has started or it is not open any more. */
  withdraw(
    id: string,
    withdrawal: { generation: number; comment: string },
    context: CallContext,
  ): Promise<RequestView>;
}
