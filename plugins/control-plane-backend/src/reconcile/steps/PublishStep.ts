import { Publication } from '../../domain/publication/Publication';
import { Request } from '../../domain/request/Request';
import { Revision } from '../../domain/revision/Revision';
import { UnitOfWork } from '../../store/UnitOfWork';
import { GroupedTransactions } from '../GroupedTransactions';
import { storeIntents, Wish } from '../publish/storeIntents';
import { MOVED_ON, ReconcileStep, StepResult } from '../ReconcileStep';
import { waitForLane } from './waitForLane';

/**
 * Stores the intent to publish and hands it to the lane of the repository.
 *
 * @remarks
 * The publication starts when this transaction commits: from then on the revision cannot be withdrawn or superseded, and the lease of
 * a new request runs. The job parks and holds no worker slot while the lane works.
 */
export class PublishStep implements ReconcileStep<'unpublished' | 'drifted'> {
  readonly name = 'publish';
  readonly #intents: GroupedTransactions<Wish, Publication | undefined>;

  static create(options: {
    unitOfWork: UnitOfWork;
    branchOf: (repository: string) => string;
  }): PublishStep {
    return new PublishStep(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    branchOf: (repository: string) => string;
  }) {
    this.#intents = GroupedTransactions.create(
      options.unitOfWork,
      (tx, wishes) => storeIntents(tx, wishes, options.branchOf),
    );
  }

  async run({
    request,
    state: { desired },
  }: {
    request: Request;
    state: { type: 'unpublished' | 'drifted'; desired: Revision };
  }): Promise<StepResult> {
    const started = await this.#intents.run({ request, desired });
    return started
      ? {
          type: 'ended',
          outcome: waitForLane(request.repository),
          did: intentWords(request, desired, started),
        }
      : MOVED_ON;
  }
}

function intentWords(
  request: Request,
  { generation, objects }: Revision,
  { purpose, operationId }: Publication,
): string {
  const what =
    purpose === 'remove'
      ? `Generation ${generation} removes ${request.path}`
      : `Generation ${generation} with ${objects.length} objects`;
  return `${what}: handed to the publication lane of ${request.repository} as ${operationId} (${purpose})`;
}
