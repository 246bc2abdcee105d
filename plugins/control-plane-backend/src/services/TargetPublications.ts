import { isError } from '@backstage/errors';
import { digestJson } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { publishLaneJob } from '../domain/reconcile/jobs';
import { operationIdFor } from '../domain/reconcile/operationId';
import { Target, TargetDirectory } from '../domain/target/Target';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { renderTargetOf } from './renderTargetOf';

export interface TargetFiles {
  digest: string;
  paths: string[];
  files: Array<{ path: string; content: string }>;
}

/** Folder of a file; two parts are enough to own nothing of another target. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** What a target shares: its root objects and the policies of its region. */
export function renderTargetFiles(
  renderer: Renderer,
  target: Target,
): TargetFiles {
  const { files } = renderer.renderTarget(renderTargetOf(target));
  return {
    digest: digestJson(files),
    paths: [...new Set(files.map(({ path }) => folderOf(path)))].sort(),
    files,
  };
}

/**
 * Publishes what the targets share, whenever the configuration or the product renders it differently.
 *
 * @remarks
 * Runs at every start and on every replica: the intent's id follows from the content, so that all of them mean the same one.
 */
export class TargetPublications {
  readonly #unitOfWork: UnitOfWork;
  readonly #targets: TargetDirectory;
  readonly #renderer: Renderer;

  static create(options: {
    unitOfWork: UnitOfWork;
    targets: TargetDirectory;
    renderer: Renderer;
  }): TargetPublications {
    return new TargetPublications(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    targets: TargetDirectory;
    renderer: Renderer;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#targets = options.targets;
    this.#renderer = options.renderer;
  }

  async publish(): Promise<void> {
    for (const target of this.#targets.list()) {
      const rendered = renderTargetFiles(this.#renderer, target);
      await this.#ensure(target, rendered);
    }
  }

  async #ensure(target: Target, rendered: TargetFiles): Promise<void> {
    const ensure = () =>
      this.#unitOfWork.run(tx => ensurePublished(tx, target, rendered));
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
  target: Target,
  rendered: TargetFiles,
): Promise<void> {
  const { repository } = target;
  const newest = await tx.publications.newestForTarget(target.name);
  if (
    newest?.planDigest === rendered.digest &&
    newest.repository === repository.name &&
    newest.state !== 'failed'
  ) {
    return;
  }
  const operationId = operationIdFor({
    owner: `target/${target.name}/${newest?.operationId ?? 'first'}`,
    planDigest: rendered.digest,
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
    planDigest: rendered.digest,
    paths: rendered.paths,
    attempts: 0,
    createdAt: await tx.now(),
  });
  await tx.enqueue([publishLaneJob(repository.name)]);
}
