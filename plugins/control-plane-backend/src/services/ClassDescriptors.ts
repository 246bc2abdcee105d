import { JsonObject } from '@backstage/types';
import {
  digestJson,
  EnvironmentClassSpec,
  parseDescriptor,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  DescriptorRecord,
  newDescriptorRecord,
  SeenDescriptor,
} from '../domain/descriptor/DescriptorRecord';
import { UnitOfWork } from '../store/UnitOfWork';
import { ClassSources } from './ClassSources';
import { problemOf, problemOfSpec } from './descriptorProblems';
import { LocationRules } from './LocationRules';

/** What a class descriptor is worth now. */
interface ClassVerdict {
  problems: string[];
  spec?: EnvironmentClassSpec;
  /** Whether the catalog may define classes there at all; if not, what was accepted before falls as well. */
  isTrusted: boolean;
}

/**
 * Takes classes from the catalog.
 *
 * @remarks
 * A class decides what approval, lease and guard rails apply, so only locations that the operator lists may define one. All of them are
 * judged at each look, because the verdict also depends on the configuration; only what differs is written.
 */
export class ClassDescriptors {
  readonly #unitOfWork: UnitOfWork;
  readonly #sources: ClassSources;
  readonly #locations: LocationRules;

  static create(options: {
    unitOfWork: UnitOfWork;
    sources: ClassSources;
    classLocations: LocationRules;
  }): ClassDescriptors {
    return new ClassDescriptors(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    sources: ClassSources;
    classLocations: LocationRules;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#sources = options.sources;
    this.#locations = options.classLocations;
  }

  /** @returns whether something about the descriptor changed. */
  async judge(
    seen: SeenDescriptor,
    known: DescriptorRecord | undefined,
  ): Promise<boolean> {
    const verdict = this.#judge(seen);
    const now = await this.#unitOfWork.now();
    const before = known ?? newDescriptorRecord(seen, now);
    const after = withVerdict(before, seen, verdict);
    if (known && digestOf(known) === digestOf(after)) {
      return false;
    }
    await this.#unitOfWork.run(async tx => {
      await tx.descriptors.save({ ...after, changedAt: now });
      await tx.audit.append([
        {
          actor: 'system:descriptor',
          action: `descriptor.${after.state}`,
          before: known?.seenDigest,
          after: after.seenDigest,
          details: {
            entityRef: seen.entityRef,
            location: seen.location,
            problems: after.problems,
          },
        },
      ]);
    });
    return true;
  }

  #judge(seen: SeenDescriptor): ClassVerdict {
    if (!this.#locations.trusts(seen.location)) {
      return {
        isTrusted: false,
        problems: [
          `Classes are taken only from the locations that an operator lists in controlPlane.catalog.classLocations; ${
            seen.location || 'a descriptor without a location'
          } is not one of them`,
        ],
      };
    }
    if (this.#sources.isConfigured(seen.name)) {
      return {
        isTrusted: false,
        problems: [
          `metadata.name: expected a name that controlPlane.classes does not define, which takes precedence, got "${seen.name}"`,
        ],
      };
    }
    const parsed = parseDescriptor({ ...seen, metadata: seen });
    if (parsed.type === 'invalid') {
      return { isTrusted: true, problems: parsed.errors.map(problemOf) };
    }
    if (parsed.value.kind !== 'EnvironmentClass') {
      return { isTrusted: true, problems: ['kind: expected EnvironmentClass'] };
    }
    const { spec } = parsed.value;
    const problems = this.#sources.check(spec).map(problemOfSpec);
    return problems.length === 0
      ? { isTrusted: true, problems, spec }
      : { isTrusted: true, problems };
  }
}

function withVerdict(
  before: DescriptorRecord,
  seen: SeenDescriptor,
  { problems, spec, isTrusted }: ClassVerdict,
): DescriptorRecord {
  const stillOffered = isTrusted ? before.accepted : undefined;
  return {
    ...before,
    location: seen.location,
    state: spec ? 'accepted' : 'refused',
    seenDigest: digestJson({ spec: seen.spec ?? null }),
    accepted: spec ? { ...spec } : stillOffered,
    problems,
    missingLooks: 0,
    missingSince: undefined,
  };
}

/** What a look may change of a class descriptor. */
function digestOf(record: DescriptorRecord): string {
  const { location, state, seenDigest, problems, missingLooks } = record;
  const accepted: JsonObject | null = record.accepted ?? null;
  return digestJson({
    location,
    state,
    seenDigest,
    problems,
    missingLooks,
    accepted,
  });
}
