import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { checkFourEyes } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Request } from '../domain/request/Request';
import { RequestEffects } from '../domain/request/RequestEffects';
import { approveRevision } from '../domain/revision/approveRevision';
import { assertAwaitingDecision } from '../domain/revision/assertAwaitingDecision';
import {
  rejectRevision,
  withdrawRevision,
} from '../domain/revision/refuseRevision';
import { Revision } from '../domain/revision/Revision';
import { requestNotFound } from '../domain/request/requestNotFound';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { applyEffects } from './applyEffects';
import { ApprovalService, DecisionInput } from './ApprovalService';
import { CallContext } from './CallContext';
import { editorsOf } from './editorsOf';
import { loadInForce, loadView } from './loadViews';
import { RequestView } from './RequestService';

interface Decided {
  request: Request;
  revision: Revision;
  others: Revision[];
  inForce: Revision | undefined;
  now: Date;
}

/**
 * Decisions, without the question who may decide in general: see `AuthorizedApprovalService`.
 *
 * @remarks
 * That nobody decides on what they asked for or edited is not a question of rights and is kept here, on the locked rows, for every caller.
 */
export class DefaultApprovalService implements ApprovalService {
  readonly #unitOfWork: UnitOfWork;

  static create(options: { unitOfWork: UnitOfWork }): DefaultApprovalService {
    return new DefaultApprovalService(options.unitOfWork);
  }

  private constructor(unitOfWork: UnitOfWork) {
    this.#unitOfWork = unitOfWork;
  }

  async approve(
    id: string,
    decision: DecisionInput,
    context: CallContext,
  ): Promise<RequestView> {
    return this.#decide(id, decision.generation, async (tx, decided) => {
      assertAwaitingDecision(decided.revision);
      await this.#assertIndependent(tx, decided, context);
      return approveRevision({
        ...decided,
        given: { decidedBy: context.actor, ...decision },
      });
    });
  }

  async reject(
    id: string,
    decision: DecisionInput,
    context: CallContext,
  ): Promise<RequestView> {
    return this.#decide(id, decision.generation, async (tx, decided) => {
      assertAwaitingDecision(decided.revision);
      await this.#assertIndependent(tx, decided, context);
      return rejectRevision({
        ...decided,
        given: { decidedBy: context.actor, ...decision },
      });
    });
  }

  async withdraw(
    id: string,
    withdrawal: { generation: number; comment: string },
    context: CallContext,
  ): Promise<RequestView> {
    return this.#decide(id, withdrawal.generation, async (_tx, decided) =>
      withdrawRevision({
        ...decided,
        actor: context.actor,
        comment: withdrawal.comment,
      }),
    );
  }

  async #decide(
    id: string,
    generation: number,
    effectsOf: (tx: Work, decided: Decided) => Promise<RequestEffects>,
  ): Promise<RequestView> {
    return this.#unitOfWork.run(async tx => {
      const now = await tx.now();
      const request = await tx.requests.getForUpdate(id);
      if (!request) {
        throw requestNotFound(id);
      }
      const revision = await tx.revisions.get(id, generation);
      if (!revision) {
        throw new NotFoundError(
          `Request ${id} has no generation ${generation}`,
        );
      }
      const open = await tx.revisions.listOpen([id]);
      const effects = await effectsOf(tx, {
        request,
        revision,
        others: open.filter(other => other.generation !== generation),
        inForce: await loadInForce(tx, request),
        now,
      });
      return loadView(tx, await applyEffects(tx, effects, { isNew: false }));
    });
  }

  async #assertIndependent(
    tx: Work,
    { request, revision }: Decided,
    context: CallContext,
  ): Promise<void> {
    const verdict = checkFourEyes({
      caller: context.caller,
      requestedBy: revision.requestedBy,
      editors: await editorsOf(tx.revisions, revision),
    });
    if (verdict.type === 'violated') {
      throw new NotAllowedError(
        `You may not decide on generation ${revision.generation} of ${request.id}: ${verdict.reason}`,
      );
    }
  }
}
