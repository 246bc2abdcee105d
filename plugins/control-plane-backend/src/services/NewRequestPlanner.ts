import { FieldError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { InvalidFieldsError } from '../domain/errors/InvalidFieldsError';
import { newRequest } from '../domain/request/newRequest';
import { Request } from '../domain/request/Request';
import { Target, TargetDirectory } from '../domain/target/Target';
import { ClassStore } from '../store/ClassStore';
import { CatalogDirectory } from './CatalogDirectory';
import {
  contentsOfExtraManifests,
  refsOfExtraManifests,
  SecretScan,
} from './extraManifests';
import { PlannedRevision, planRevision, renderRevision } from './planRevision';
import { NewRequest } from './RequestService';

export interface PlannedRequest extends PlannedRevision {
  request: Request;
}

/** Where the class that a caller names is looked up. */
export type OfferedClasses = Pick<ClassStore, 'getCurrent' | 'listCurrent'>;

/** Checks what a caller asks for against class, targets and catalog, and plans its first revision. Stores nothing. */
export class NewRequestPlanner {
  readonly #renderer: Renderer;
  readonly #secretScan: SecretScan;
  readonly #targets: TargetDirectory;
  readonly #catalog: CatalogDirectory;

  static create(options: {
    renderer: Renderer;
    secretScan: SecretScan;
    targets: TargetDirectory;
    catalog: CatalogDirectory;
  }): NewRequestPlanner {
    return new NewRequestPlanner(options);
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

  /** @throws InvalidFieldsError naming every field that is wrong. */
  async plan(options: {
    id: string;
    input: NewRequest;
    requester: string;
    classes: OfferedClasses;
    now: Date;
  }): Promise<PlannedRequest> {
    const { id, input, requester, now } = options;
    const { classRevision, target } = await this.#check(input, options.classes);
    const { spec } = classRevision;
    const extraManifests = input.extraManifests ?? [];
    const leaseHours = input.leaseHours ?? spec.lease.defaultHours;
    const identity = {
      id,
      kind: spec.kind,
      team: input.team,
      app: input.app,
      region: input.region,
      target: target.name,
    };
    const proposed = {
      generation: 1,
      slot: 'spec' as const,
      action: 'create' as const,
      requestedBy: requester,
      requestedAt: now,
      reason: input.reason,
      source: input.source,
      owner: input.owner ?? requester,
      labels: input.labels,
      parameters: input.parameters,
      extraManifests: refsOfExtraManifests(extraManifests),
      leaseHours,
    };
    const rendering = renderRevision({
      renderer: this.#renderer,
      secretScan: this.#secretScan,
      identity,
      proposed,
      classRevision,
      target,
      extraManifests,
    });
    const planned = planRevision({
      identity,
      proposed,
      classRevision,
      rendering,
      everPublished: false,
    });
    return {
      ...planned,
      sources: contentsOfExtraManifests(extraManifests),
      request: newRequest(
        {
          ...identity,
          class: planned.revision.class,
          repository: target.repository.name,
          path: rendering.root,
          namespaces: planned.revision.objects
            .filter(object => object.kind === 'Namespace')
            .map(object => object.name),
          requester,
          lease: {
            hours: leaseHours,
            maxHours: spec.lease.maxHours,
            onExpiry: spec.lease.onExpiry,
          },
        },
        now,
      ),
    };
  }

  async #check(
    input: NewRequest,
    classes: OfferedClasses,
  ): Promise<{ classRevision: ClassRevision; target: Target }> {
    const classRevision = await classes.getCurrent(input.class);
    if (!classRevision) {
      const offered = await classes.listCurrent();
      throw new InvalidFieldsError([
        {
          field: 'class',
          expected: `one of ${offered.map(({ name }) => name).join(', ')}`,
          got: JSON.stringify(input.class),
        },
      ]);
    }
    const target = this.#targets.forRegion(input.region);
    const errors = [
      ...this.#againstClass(input, classRevision),
      ...(await this.#againstCatalog(input)),
    ];
    if (errors.length > 0) {
      throw new InvalidFieldsError(errors);
    }
    if (!target) {
      throw new InvalidFieldsError([
        {
          field: 'region',
          expected: 'a region that has a target',
          got: JSON.stringify(input.region),
        },
      ]);
    }
    return { classRevision, target };
  }

  #againstClass(
    input: NewRequest,
    { name, spec }: ClassRevision,
  ): FieldError[] {
    const errors: FieldError[] = [];
    if (!spec.regions.includes(input.region)) {
      errors.push({
        field: 'region',
        expected: `one of ${spec.regions.join(
          ', ',
        )}, the regions of class ${name}`,
        got: JSON.stringify(input.region),
      });
    }
    if (
      input.leaseHours !== undefined &&
      input.leaseHours > spec.lease.maxHours
    ) {
      errors.push({
        field: 'leaseHours',
        expected: `at most ${spec.lease.maxHours}, the cap of class ${name}`,
        got: String(input.leaseHours),
      });
    }
    return [
      ...errors,
      ...this.#renderer.validateParameters(
        spec.kind,
        spec.policyPacks,
        input.parameters,
      ),
    ];
  }

  async #againstCatalog(input: NewRequest): Promise<FieldError[]> {
    const [hasTeam, hasApp, hasOwner] = await Promise.all([
      this.#catalog.hasTeam(input.team),
      this.#catalog.hasApp(input.app),
      input.owner ? this.#catalog.hasOwner(input.owner) : true,
    ]);
    return [
      ...(hasTeam
        ? []
        : [
            {
              field: 'team',
              expected: 'a Group that is in the catalog',
              got: `group:default/${input.team}`,
            },
          ]),
      ...(hasApp
        ? []
        : [
            {
              field: 'app',
              expected: 'a Component that is in the catalog',
              got: `component:default/${input.app}`,
            },
          ]),
      ...(hasOwner
        ? []
        : [
            {
              field: 'owner',
              expected: 'a User or Group that is in the catalog',
              got: input.owner ?? '',
            },
          ]),
    ];
  }
}
