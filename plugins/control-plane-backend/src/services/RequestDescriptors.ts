import {
  digestJson,
  parseDescriptor,
  RequestDescriptorSpec,
  requestIdFor,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DescriptorProblems } from '../domain/descriptor/DescriptorProblems';
import {
  DescriptorRecord,
  newDescriptorRecord,
  SeenDescriptor,
} from '../domain/descriptor/DescriptorRecord';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import {
  DesiredRequest,
  DescriptorRevisions,
  SYSTEM_ACTOR,
} from './DescriptorRevisions';
import { DescriptorOwners } from './DescriptorOwners';
import { problemOf, problemOfSpec, problemsOf } from './descriptorProblems';
import { LocationRules } from './LocationRules';
import { NewRequestPlanner } from './NewRequestPlanner';
import { NewRequest } from './RequestService';

/** Seconds after which a refused descriptor is judged again: a class, team or app that it lacked may be there by then. */
const RETRY_SECONDS = 60;

export interface RequestDescriptorsOptions {
  unitOfWork: UnitOfWork;
  newRequests: NewRequestPlanner;
  revisions: DescriptorRevisions;
  owners: DescriptorOwners;
  /** When absent, whatever location the catalog's own rules let through. */
  requestLocations: LocationRules | undefined;
  /** Names out of references, as the API reads them. */
  toNewRequest(spec: RequestDescriptorSpec): NewRequest;
}

/**
 * Makes requests of descriptors, and keeps them as the descriptors say.
 *
 * @remarks
 * A descriptor is judged when it differs from what was judged last; a look at an unchanged one costs a digest. What it does and the record
 * of it are one transaction, so that nothing is done twice or forgotten. Each thing it asks for is a revision of its owner, which passes
 * the same checks and waits for the same approval as one that is asked for by hand. What was changed by other means stays until the
 * descriptor itself changes.
 */
export class RequestDescriptors {
  readonly #options: RequestDescriptorsOptions;

  static create(options: RequestDescriptorsOptions): RequestDescriptors {
    return new RequestDescriptors(options);
  }

  private constructor(options: RequestDescriptorsOptions) {
    this.#options = options;
  }

  /**
   * @returns whether something about the descriptor changed.
   * @throws when it could not be judged, as when the catalog does not answer; the next look tries again.
   */
  async judge(
    seen: SeenDescriptor,
    known: DescriptorRecord | undefined,
  ): Promise<boolean> {
    const { unitOfWork } = this.#options;
    const digest = digestJson({
      spec: seen.spec ?? null,
      location: seen.location,
    });
    const now = await unitOfWork.now();
    if (known && isJudged(known, digest, now)) {
      return false;
    }
    try {
      await this.#apply(seen, known, digest);
      return true;
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) {
        throw error;
      }
      return this.#refuse(seen, { digest, problems, now });
    }
  }

  async #apply(
    seen: SeenDescriptor,
    known: DescriptorRecord | undefined,
    digest: string,
  ): Promise<void> {
    const desired = await this.#read(seen);
    const outcome = known?.requestId
      ? await this.#options.revisions.change({
          requestId: known.requestId,
          desired,
          acceptedLeaseHours: known.accepted?.leaseHours,
          record: tx => this.#accept(tx, seen, { known, digest, desired }),
        })
      : { type: 'ended' };
    if (outcome.type === 'ended') {
      await this.#create(seen, { known, digest, desired });
    }
  }

  /** What the descriptor asks for, once its form, its location and its owner are in order. */
  async #read(seen: SeenDescriptor): Promise<DesiredRequest> {
    const { requestLocations, toNewRequest, owners } = this.#options;
    if (requestLocations && !requestLocations.trusts(seen.location)) {
      throw new DescriptorProblems([
        `Requests are taken only from the locations that an operator lists in controlPlane.catalog.requestLocations; ${
          seen.location || 'a descriptor without a location'
        } is not one of them`,
      ]);
    }
    const parsed = parseDescriptor({ ...seen, metadata: seen });
    if (parsed.type === 'invalid') {
      throw new DescriptorProblems(parsed.errors.map(problemOf));
    }
    if (parsed.value.kind !== 'EnvironmentRequest') {
      throw new DescriptorProblems(['kind: expected EnvironmentRequest']);
    }
    const input = toNewRequest(parsed.value.spec);
    const desired = {
      ...input,
      owner: input.owner ?? `group:default/${input.team}`,
      reason: input.reason || `Described by ${seen.entityRef}`,
    };
    const errors = await owners.check(desired.owner, desired);
    if (errors.length > 0) {
      throw new DescriptorProblems(errors.map(problemOfSpec));
    }
    return desired;
  }

  async #create(
    seen: SeenDescriptor,
    wish: {
      known: DescriptorRecord | undefined;
      digest: string;
      desired: DesiredRequest;
    },
  ): Promise<void> {
    const { unitOfWork, newRequests, revisions } = this.#options;
    const incarnation = (wish.known?.incarnation ?? 0) + 1;
    const planned = await newRequests.plan({
      id: requestIdFor(`descriptor:${seen.entityRef}`, String(incarnation)),
      input: wish.desired,
      requester: wish.desired.owner,
      classes: unitOfWork.read.classes,
      now: await unitOfWork.now(),
    });
    await unitOfWork.run(async tx => {
      const request = await revisions.create(tx, planned);
      await this.#accept(tx, seen, {
        ...wish,
        made: { incarnation, requestId: request.id },
      });
    });
  }

  /** Records that the descriptor is in force, in the transaction that makes it so. */
  async #accept(
    tx: Work,
    seen: SeenDescriptor,
    wish: {
      known: DescriptorRecord | undefined;
      digest: string;
      desired: DesiredRequest;
      made?: { incarnation: number; requestId: string };
    },
  ): Promise<void> {
    const now = await tx.now();
    const before = await lockAsKnown(tx, seen, wish.known, now);
    const after: DescriptorRecord = {
      ...before,
      ...wish.made,
      location: seen.location,
      state: 'accepted',
      seenDigest: wish.digest,
      accepted: JSON.parse(JSON.stringify(wish.desired)),
      problems: [],
      missingLooks: 0,
      missingSince: undefined,
      retryAt: undefined,
      changedAt: now,
    };
    await tx.descriptors.save(after);
    await tx.audit.append([
      {
        actor: SYSTEM_ACTOR,
        action: 'descriptor.accepted',
        requestId: after.requestId,
        before: wish.known?.seenDigest,
        after: after.seenDigest,
        details: { entityRef: seen.entityRef, location: seen.location },
      },
    ]);
  }

  async #refuse(
    seen: SeenDescriptor,
    refusal: { digest: string; problems: readonly string[]; now: Date },
  ): Promise<boolean> {
    const { digest, now } = refusal;
    const problems = [...refusal.problems];
    return this.#options.unitOfWork.run(async tx => {
      const known = await tx.descriptors.getForUpdate(seen.entityRef);
      const before = known ?? newDescriptorRecord(seen, now);
      const isNews =
        !known ||
        known.state !== 'refused' ||
        known.seenDigest !== digest ||
        known.problems.join() !== problems.join();
      await tx.descriptors.save({
        ...before,
        location: seen.location,
        state: 'refused',
        seenDigest: digest,
        problems,
        missingLooks: 0,
        missingSince: undefined,
        retryAt: new Date(now.getTime() + RETRY_SECONDS * 1000),
        changedAt: isNews ? now : before.changedAt,
      });
      if (isNews) {
        await tx.audit.append([
          {
            actor: SYSTEM_ACTOR,
            action: 'descriptor.refused',
            requestId: before.requestId,
            after: digest,
            details: {
              entityRef: seen.entityRef,
              location: seen.location,
              problems,
            },
          },
        ]);
      }
      return isNews;
    });
  }
}

/** Whether nothing has to be decided about the descriptor now. */
function isJudged(known: DescriptorRecord, digest: string, now: Date): boolean {
  if (known.seenDigest !== digest) {
    return false;
  }
  switch (known.state) {
    case 'accepted':
      return true;
    case 'refused':
      return known.retryAt !== undefined && known.retryAt > now;
    case 'removed':
      // It is back: the teardown that was asked for is to be taken back.
      return false;
    default: {
      const unreachable: never = known.state;
      throw new Error(`Unknown state of a descriptor: ${unreachable}`);
    }
  }
}

/** The locked record, as it was when the decision was made: two looks at once must not both make a request. */
async function lockAsKnown(
  tx: Work,
  seen: SeenDescriptor,
  known: DescriptorRecord | undefined,
  now: Date,
): Promise<DescriptorRecord> {
  const locked = await tx.descriptors.getForUpdate(seen.entityRef);
  if (
    locked?.seenDigest !== known?.seenDigest ||
    locked?.incarnation !== known?.incarnation
  ) {
    throw new Error(
      `Descriptor ${seen.entityRef} was judged by another look meanwhile; the next one looks at it again`,
    );
  }
  return locked ?? newDescriptorRecord(seen, now);
}
