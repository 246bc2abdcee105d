import { Publication } from '../../domain/publication/Publication';
import { Request } from '../../domain/request/Request';
import { Revision } from '../../domain/revision/Revision';
import { UnitOfWork } from '../../store/UnitOfWork';
import { Finalized, FinalizedState } from '../finalize/FinalizedState';
import { Seen, storeRecordings } from '../finalize/storeRecordings';
import { GroupedTransactions } from '../GroupedTransactions';
import { MOVED_ON, ReconcileStep, StepResult } from '../ReconcileStep';

/**
 * Records that the branch holds what was approved.
 *
 * @remarks
 * Nothing observes clusters yet, so `ready` means published and Healthy says that nobody has looked: never that all is well.
 */
export class FinalizeStep implements ReconcileStep<Finalized> {
  readonly name = 'finalize';
  readonly #recordings: GroupedTransactions<Seen, boolean>;

  static create(options: { unitOfWork: UnitOfWork }): FinalizeStep {
    return new FinalizeStep(options.unitOfWork);
  }

  private constructor(unitOfWork: UnitOfWork) {
    this.#recordings = GroupedTransactions.create(unitOfWork, storeRecordings);
  }

  async run({
    request,
    state,
  }: {
    request: Request;
    state: FinalizedState;
  }): Promise<StepResult> {
    const isRecorded = await this.#recordings.run({ request, state });
    if (!isRecorded) {
      return MOVED_ON;
    }
    const did = recordWords(state);
    // Whatever is approved from now on enqueues this job, which then runs once more.
    return state.type === 'overtaken'
      ? { type: 'again', did }
      : { type: 'ended', outcome: { type: 'done' }, did };
  }
}

function recordWords(state: FinalizedState): string {
  switch (state.type) {
    case 'overtaken':
      return `${landedWords(
        state.landed.revision,
        state.landed.publication,
      )}; a newer one follows`;
    case 'published':
      return landedWords(state.desired, state.publication);
    case 'removed':
      return `Torn down: ${state.publication.branch} holds nothing of it any more`;
    case 'repaired':
      return `A foreign edit was repaired by commit ${state.publication.commit}`;
    case 'unsettled':
      return `Generation ${state.desired.generation} is on the branch already`;
    default: {
      const unreachable: never = state;
      throw new Error(`Unknown state ${unreachable}`);
    }
  }
}

function landedWords(
  { generation }: Revision,
  { state, branch, commit }: Publication,
): string {
  return state === 'unchanged'
    ? `In force: ${branch} held generation ${generation} already, unchanged at ${commit}`
    : `In force: generation ${generation} is on ${branch} by commit ${commit}`;
}
