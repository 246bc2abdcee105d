import { Publication } from '../../domain/publication/Publication';
import { moveRequest } from '../../domain/request/moveRequest';
import { Request } from '../../domain/request/Request';
import { UnitOfWork } from '../../store/UnitOfWork';
import { lockAsSeen } from '../lockAsSeen';
import { MOVED_ON, ReconcileStep, StepResult } from '../ReconcileStep';
import { failureCondition } from '../../domain/publication/failureCondition';

/**
 * Tells that the lane gave an operation up: why, and what a person can do.
 *
 * @remarks
 * Whatever was published stays. Asking for a reconcile, or replaying the job, tries again with a new operation.
 */
export class ReportFailureStep implements ReconcileStep<'publish_failed'> {
  readonly name = 'publish';
  readonly #unitOfWork: UnitOfWork;

  static create(options: { unitOfWork: UnitOfWork }): ReportFailureStep {
    return new ReportFailureStep(options.unitOfWork);
  }

  private constructor(unitOfWork: UnitOfWork) {
    this.#unitOfWork = unitOfWork;
  }

  async run(options: {
    request: Request;
    state: { publication: Publication };
  }): Promise<StepResult> {
    const {
      request,
      state: { publication },
    } = options;
    const message = publication.message ?? 'The publication failed';
    const told = await this.#unitOfWork.run(async tx => {
      const now = await tx.now();
      if (!(await lockAsSeen(tx, request))) {
        return false;
      }
      await tx.requests.update({
        ...moveRequest(request, 'attempt_failed', {
          now,
          conditions: [failureCondition(request, publication.purpose, message)],
        }),
        progress: {
          step: this.name,
          message,
          since: request.progress?.since ?? now,
          failure: {
            reason: publication.reason ?? 'unknown',
            message,
            advice: publication.advice ?? '',
            retryable: false,
          },
        },
      });
      await tx.audit.append([
        {
          actor: 'system:reconcile',
          action: 'publication.failed',
          requestId: request.id,
          ...(publication.owner.type === 'request'
            ? { generation: publication.owner.generation }
            : {}),
          details: {
            operation: publication.operationId,
            reason: publication.reason ?? 'unknown',
            message,
          },
        },
      ]);
      await tx.outbox.append([
        {
          kind: 'request_changed',
          requestId: request.id,
          payload: { became: 'failed' },
        },
      ]);
      return true;
    });
    return told
      ? {
          type: 'ended',
          outcome: { type: 'terminal', message },
          did: `The lane gave ${publication.operationId} up: ${
            publication.reason ?? 'unknown'
          }`,
        }
      : MOVED_ON;
  }
}
