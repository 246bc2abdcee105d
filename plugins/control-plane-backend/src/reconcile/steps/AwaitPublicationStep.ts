import {
  Publication,
  PublicationPurpose,
} from '../../domain/publication/Publication';
import { moveRequest } from '../../domain/request/moveRequest';
import { ProgressFailure, Request } from '../../domain/request/Request';
import { UnitOfWork } from '../../store/UnitOfWork';
import { lockAsSeen } from '../lockAsSeen';
import { MOVED_ON, ReconcileStep, StepResult } from '../ReconcileStep';
import { failureCondition } from '../../domain/publication/failureCondition';
import { waitForLane } from './waitForLane';

/** Waits for the lane, and tells why when the last try failed and another one is due. */
export class AwaitPublicationStep implements ReconcileStep<'publishing'> {
  readonly name = 'publish';
  readonly #unitOfWork: UnitOfWork;

  static create(options: { unitOfWork: UnitOfWork }): AwaitPublicationStep {
    return new AwaitPublicationStep(options.unitOfWork);
  }

  private constructor(unitOfWork: UnitOfWork) {
    this.#unitOfWork = unitOfWork;
  }

  async run(options: {
    request: Request;
    state: { publication: Publication };
  }): Promise<StepResult> {
    const { request, state } = options;
    const failure = failureOf(state.publication);
    if (failure && isNews(request, failure)) {
      const told = await this.#tell(
        request,
        state.publication.purpose,
        failure,
      );
      if (!told) {
        return MOVED_ON;
      }
    }
    return {
      type: 'ended',
      outcome: waitForLane(request.repository),
      did: failure
        ? `The lane could not publish it yet: ${failure.message}`
        : `The lane has not published ${state.publication.operationId} yet`,
    };
  }

  /** @returns `false` when the request is not as it was observed any more. */
  async #tell(
    request: Request,
    purpose: PublicationPurpose,
    failure: ProgressFailure,
  ): Promise<boolean> {
    return this.#unitOfWork.run(async tx => {
      const now = await tx.now();
      if (!(await lockAsSeen(tx, request))) {
        return false;
      }
      await tx.requests.update({
        ...moveRequest(request, 'attempt_failed', {
          now,
          conditions: [failureCondition(request, purpose, failure.message)],
        }),
        progress: {
          step: this.name,
          message: failure.message,
          since: request.progress?.since ?? now,
          failure,
        },
      });
      await tx.outbox.append([
        { kind: 'request_changed', requestId: request.id, payload: {} },
      ]);
      return true;
    });
  }
}

function failureOf(publication: Publication): ProgressFailure | undefined {
  return publication.retryAt && publication.message !== undefined
    ? {
        reason: publication.reason ?? 'unknown',
        message: publication.message,
        advice: publication.advice ?? '',
        retryable: true,
        retryAt: publication.retryAt,
      }
    : undefined;
}

function isNews(request: Request, failure: ProgressFailure): boolean {
  const told = request.progress?.failure;
  return (
    told?.message !== failure.message ||
    told?.retryAt?.getTime() !== failure.retryAt?.getTime()
  );
}
