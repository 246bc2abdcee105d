import { isError } from '@backstage/errors';
import { publishLaneJob } from '../domain/reconcile/jobs';
import { Publication } from '../domain/publication/Publication';
import { operationIdFor } from '../domain/reconcile/operationId';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { CheckedTarget } from './checkTargets';

/**
 * Publishes what the targets share, whenever the configuration or the product renders it differently.
 *
 * @remarks
 * Runs at every start and on every replica: the intent's id follows from the content, so that all of them mean the same one.
 */
export class TargetPublications {
  readonly #unitOfWork: UnitOfWork;
  readonly #checkedTargets: readonly CheckedTarget[];

  static create(options: {
    unitOfWork: UnitOfWork;
    checkedTargets: readonly CheckedTarget[];
  }): TargetPublications {
    return new TargetPublications(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    checkedTargets: readonly CheckedTarget[];
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#checkedTargets = options.checkedTargets;
  }

  async publish(): Promise<void> {
    const { publications } = this.#unitOfWork.read;
    const newest = await publications.newestForTargets(
      this.#checkedTargets.map(({ target }) => target.name),
    );
    // Mostly there is nothing to do: then one look is all, and no transaction has to begin.
    for (const checked of this.#checkedTargets) {
      if (!isPublished(checked, newest.get(checked.target.name))) {
        await this.#ensure(checked);
      }
    }
  }

  async #ensure(checked: CheckedTarget): Promise<void> {
    const ensure = () =>
      this.#unitOfWork.run(tx => ensurePublished(tx, checked));
    try {
      await ensure();
    } catch (error) {
      if (!isError(error) || error.name !== 'ConflictError') {
        throw error;
      }
      // A replica that starts at the same time recorded the intent between our look and our write; now it is seen.
      await ensure();
    }
  }
}

/** Or about to be. */
function isPublished(
  { target, digest }: CheckedTarget,
  newest: Publication | undefined,
): boolean {
  return (
    newest?.planDigest === digest &&
    newest.repository === target.repository.name &&
    newest.state !== 'failed'
  );
}

async function ensurePublished(
  tx: Work,
  checked: CheckedTarget,
): Promise<void> {
  const { target, digest, paths } = checked;
  const { repository } = target;
  const newest = (await tx.publications.newestForTargets([target.name])).get(
    target.name,
  );
  if (isPublished(checked, newest)) {
    return;
  }
  const operationId = operationIdFor({
    owner: `target/${target.name}/${newest?.operationId ?? 'first'}`,
    planDigest: digest,
    ordinal: 0,
  });
  // Another replica may have started with the same content just now.
  if (await tx.publications.get(operationId)) {
    return;
  }
  await tx.publications.insert({
    operationId,
    repository: repository.name,
    branch: repository.branch,
    owner: { type: 'target', target: target.name },
    purpose: 'publish',
    state: 'pending',
    planDigest: digest,
    paths,
    attempts: 0,
    createdAt: await tx.now(),
  });
  await tx.enqueue([publishLaneJob(repository.name)]);
}
