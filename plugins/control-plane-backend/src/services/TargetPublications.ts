import { isError } from '@backstage/errors';
import { publishLaneJob } from '../domain/reconcile/jobs';
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
    for (const checked of this.#checkedTargets) {
      await this.#ensure(checked);
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

async function ensurePublished(
  tx: Work,
  { target, digest, paths }: CheckedTarget,
): Promise<void> {
  const { repository } = target;
  const newest = await tx.publications.newestForTarget(target.name);
  if (
    newest?.planDigest === digest &&
    newest.repository === repository.name &&
    newest.state !== 'failed'
  ) {
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
