import { ConflictError } from '@backstage/errors';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { InvalidFieldsError } from '../domain/errors/InvalidFieldsError';
import { extendLease } from '../domain/request/lease';
import { Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { TargetDirectory } from '../domain/target/Target';
import { ClassStore } from '../store/ClassStore';
import { RevisionStore } from '../store/RevisionStore';
import { CatalogDirectory } from './CatalogDirectory';
import {
  contentsOfExtraManifests,
  loadExtraManifests,
  refsOfExtraManifests,
  SecretScan,
} from './extraManifests';
import {
  PlannedRevision,
  planRevision,
  ProposedRevision,
  renderRevision,
} from './planRevision';
import { RequestChange } from './RequestService';

/** Plans the revisions that follow a request's first. Stores nothing. */
export class ChangePlanner {
  readonly #renderer: Renderer;
  readonly #secretScan: SecretScan;
  readonly #targets: TargetDirectory;
  readonly #catalog: CatalogDirectory;

  static create(options: {
    renderer: Renderer;
    secretScan: SecretScan;
    targets: TargetDirectory;
    catalog: CatalogDirectory;
  }): ChangePlanner {
    return new ChangePlanner(options);
  }

  private constructor(options: {
    renderer: Renderer;
    secretScan: SecretScan;
    targets: TargetDirectory;
    catalog: CatalogDirectory;
  }) {
    this.#renderer = options.renderer;
    this.#secretScan = options.secretScan;
    this.#targets = options.targets;
    this.#catalog = options.catalog;
  }

  /**
   * Checks a change before the transaction in which it is stored, because it asks the catalog.
   *
   * @throws InvalidFieldsError when the owner does not exist.
   */
  async check(change: RequestChange): Promise<void> {
    if (change.owner && !(await this.#catalog.hasOwner(change.owner))) {
      throw new InvalidFieldsError([
        {
          field: 'owner',
          expected: 'a User or Group that is in the catalog',
          got: change.owner,
        },
      ]);
    }
  }

  /**
   * @param options.spec - the spec revision that the change begins from.
   * @throws InvalidFieldsError for parameters that the class refuses and files that are not published; ConflictError when the target is not configured any more.
   */
  async planUpdate(options: {
    request: Request;
    spec: Revision;
    change: RequestChange;
    actor: string;
    classes: ClassStore;
    revisions: RevisionStore;
    now: Date;
  }): Promise<PlannedRevision> {
    const { request, spec, change } = options;
    const classRevision = await this.#classFor(options);
    const target = this.#targets.get(request.target);
    if (!target) {
      throw new ConflictError(
        `Target ${request.target} of request ${request.id} is not configured any more; an operator must add it to controlPlane.targets again`,
      );
    }
    const extraManifests =
      change.extraManifests ??
      (await loadExtraManifests(options.revisions, spec.extraManifests));
    const proposed = {
      ...this.#next(options, { slot: 'spec', action: 'update' }),
      source:
        change.source === undefined ? spec.source : change.source ?? undefined,
      owner: change.owner ?? spec.owner,
      labels: change.labels ?? spec.labels,
      parameters: change.parameters ?? spec.parameters,
      extraManifests: refsOfExtraManifests(extraManifests),
    };
    const invalid = this.#renderer.validateParameters(
      classRevision.spec.kind,
      classRevision.spec.policyPacks,
      proposed.parameters,
    );
    if (invalid.length > 0) {
      throw new InvalidFieldsError(invalid);
    }
    const planned = planRevision({
      identity: request,
      proposed,
      classRevision,
      rendering: renderRevision({
        renderer: this.#renderer,
        secretScan: this.#secretScan,
        identity: request,
        proposed,
        classRevision,
        target,
        extraManifests,
      }),
      everPublished: request.published !== undefined,
    });
    return { ...planned, sources: contentsOfExtraManifests(extraManifests) };
  }

  /** @throws InvalidFieldsError when the lease would become longer than the class allows. */
  async planExtension(options: {
    request: Request;
    spec: Revision;
    hours: number;
    reason: string;
    actor: string;
    classes: ClassStore;
    now: Date;
  }): Promise<PlannedRevision> {
    const { request, hours, now } = options;
    const extension = extendLease(request.lease, hours, now);
    if (extension.type === 'above_cap') {
      throw new InvalidFieldsError([
        {
          field: 'hours',
          expected: `at most ${extension.allowedHours}, so that the whole lease stays within ${request.lease.maxHours} hours`,
          got: String(hours),
        },
      ]);
    }
    return planRevision({
      identity: options.request,
      proposed: {
        ...this.#next(
          { ...options, change: { reason: options.reason } },
          { slot: 'lease', action: 'extend' },
        ),
        leaseHours: options.hours,
      },
      classRevision: await this.#pinned(options),
      everPublished: options.request.published !== undefined,
    });
  }

  async planDeletion(options: {
    request: Request;
    spec: Revision;
    reason: string;
    actor: string;
    classes: ClassStore;
    now: Date;
    /** Whether something may be on the branch already. */
    everStarted: boolean;
  }): Promise<PlannedRevision> {
    return planRevision({
      identity: options.request,
      proposed: this.#next(
        { ...options, change: { reason: options.reason } },
        { slot: 'spec', action: 'delete' },
      ),
      classRevision: await this.#pinned(options),
      everPublished: options.everStarted,
    });
  }

  #next(
    options: {
      request: Request;
      spec: Revision;
      change: { reason: string };
      actor: string;
      now: Date;
    },
    what: Pick<ProposedRevision, 'slot' | 'action'>,
  ): ProposedRevision {
    const { request, spec, change, actor, now } = options;
    return {
      ...what,
      generation: request.generation + 1,
      requestedBy: actor,
      requestedAt: now,
      reason: change.reason,
      source: spec.source,
      owner: spec.owner,
      labels: spec.labels,
      parameters: spec.parameters,
      extraManifests: spec.extraManifests,
      leaseHours: 0,
    };
  }

  async #classFor(options: {
    request: Request;
    spec: Revision;
    change: RequestChange;
    classes: ClassStore;
  }): Promise<ClassRevision> {
    if (!options.change.toCurrentClass) {
      return this.#pinned(options);
    }
    const current = await options.classes.getCurrent(options.spec.class.name);
    if (!current) {
      throw new InvalidFieldsError([
        {
          field: 'classRevision',
          expected: 'a class that is still offered',
          got: options.spec.class.name,
        },
      ]);
    }
    return current;
  }

  /** A change of the class never touches what lives: the pinned revision decides. */
  async #pinned(options: {
    request: Request;
    spec: Revision;
    classes: ClassStore;
  }): Promise<ClassRevision> {
    const { name, digest } = options.spec.class;
    const pinned = await options.classes.get(name, digest);
    if (!pinned) {
      throw new Error(
        `The database lacks revision ${digest} of class ${name}, which request ${options.request.id} pins`,
      );
    }
    return pinned;
  }
}
