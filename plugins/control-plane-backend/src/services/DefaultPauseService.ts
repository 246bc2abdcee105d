import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { JOB_KINDS } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InvalidFieldsError } from '../domain/errors/InvalidFieldsError';
import { SYSTEM_GROUP } from '../domain/reconcile/jobs';
import { TargetDirectory } from '../domain/target/Target';
import { JobQueue } from '../queue/JobQueue';
import { UnitOfWork } from '../store/UnitOfWork';
import { CallContext } from './CallContext';
import { CatalogDirectory } from './CatalogDirectory';
import {
  HeldPauseView,
  PauseService,
  PauseSubject,
  PauseView,
} from './PauseService';
import { toPauseName, toPauseSubject } from './pauseSubject';

export interface DefaultPauseServiceOptions {
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  targets: TargetDirectory;
  catalog: CatalogDirectory;
}

/** Pauses without any question of rights: see `AuthorizedPauseService`. */
export class DefaultPauseService implements PauseService {
  readonly #unitOfWork: UnitOfWork;
  readonly #queue: JobQueue;
  readonly #targets: TargetDirectory;
  readonly #catalog: CatalogDirectory;

  static create(options: DefaultPauseServiceOptions): DefaultPauseService {
    return new DefaultPauseService(options);
  }

  private constructor(options: DefaultPauseServiceOptions) {
    this.#unitOfWork = options.unitOfWork;
    this.#queue = options.queue;
    this.#targets = options.targets;
    this.#catalog = options.catalog;
  }

  async list(): Promise<HeldPauseView[]> {
    const pauses = await this.#queue.pauses();
    return pauses.map(pause => ({ ...pause, ...toPauseSubject(pause) }));
  }

  async pause(
    { reason, ...subject }: PauseSubject & { reason: string },
    context: CallContext,
  ): Promise<PauseView> {
    await this.#requireKnown(subject);
    return this.#unitOfWork.run(async tx => {
      const pause = await tx.pauseJobs({
        ...toPauseName(subject),
        reason,
        by: context.actor,
      });
      await tx.audit.append([
        {
          actor: context.actor,
          action: 'queue.paused',
          details: { ...subject, reason },
        },
      ]);
      return { ...pause, ...subject };
    });
  }

  async resume(
    subject: PauseSubject,
    context: CallContext,
  ): Promise<PauseView> {
    return this.#unitOfWork.run(async tx => {
      const ended = await tx.resumeJobs(toPauseName(subject));
      if (!ended) {
        throw new NotFoundError(
          `Expected something paused to resume, but the ${subject.scope} '${subject.name}' is not`,
        );
      }
      await tx.audit.append([
        {
          actor: context.actor,
          action: 'queue.resumed',
          details: {
            ...subject,
            reason: ended.reason,
            pausedBy: ended.by,
            pausedAt: ended.at.toISOString(),
          },
        },
      ]);
      return { ...ended, ...subject };
    });
  }

  /** A slip of the pen would pause nothing and look as if it did. */
  async #requireKnown({ scope, name }: PauseSubject): Promise<void> {
    const expected = await this.#expected({ scope, name });
    if (expected !== undefined) {
      throw new InvalidFieldsError([
        { field: 'name', expected, got: JSON.stringify(name) },
      ]);
    }
  }

  /** What would have been right; undefined when the subject is. */
  async #expected({ scope, name }: PauseSubject): Promise<string | undefined> {
    switch (scope) {
      case 'kind':
        return JOB_KINDS.some(kind => kind === name)
          ? undefined
          : `a kind of jobs, one of ${JOB_KINDS.join(', ')}`;
      case 'team':
        if (name === SYSTEM_GROUP) {
          return `a team; the control plane’s own jobs are paused by their kinds, ${JOB_KINDS.join(
            ', ',
          )}`;
        }
        return (await this.#isTeam(name))
          ? undefined
          : 'a group of the catalog, or a team that has requests';
      case 'target': {
        const names = this.#targets.list().map(target => target.name);
        return names.includes(name)
          ? undefined
          : `a target of the configuration, one of ${names.join(', ')}`;
      }
      default: {
        const unreachable: never = scope;
        throw new Error(`Unknown scope of a pause: ${unreachable}`);
      }
    }
  }

  /** A team that is gone from the catalog may still have jobs. */
  async #isTeam(name: string): Promise<boolean> {
    const { requests } = this.#unitOfWork.read;
    const [request] = await requests.list({
      visible: { type: 'match', key: 'team', values: [name] },
      sort: 'createdAt',
      order: 'desc',
      limit: 1,
    });
    return request !== undefined || this.#isInCatalog(name);
  }

  /** Taken for one when the catalog does not answer: an operator must be able to hold work up just then. */
  async #isInCatalog(name: string): Promise<boolean> {
    try {
      return await this.#catalog.hasTeam(name);
    } catch (error) {
      if (error instanceof ServiceUnavailableError) {
        return true;
      }
      throw error;
    }
  }
}
