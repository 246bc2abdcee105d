import { requestRoot } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { evaluateApproval } from '../domain/approval/evaluateApproval';
import { Publication } from '../domain/publication/Publication';
import { Request } from '../domain/request/Request';
import { Approval, ManifestFile, Revision } from '../domain/revision/Revision';
import { PublishFile, PublishOperation } from '../publishers/Publisher';
import { GenerationKey } from '../store/operations/revision/generationKeys';
import { Stores } from '../store/UnitOfWork';
import { TimeSlices } from '../TimeSlices';
import { AttemptVerdict } from './AttemptVerdict';
import { commitOf } from './commitOf';

/**
 * What the lane does with a pending publication.
 *
 * - `publish`: hand the operation to the publisher.
 * - `skip`: a newer generation took its place and nothing of it can have been pushed.
 * - `refuse`: it must not be published; reason, message and advice say why.
 * - `retry`: what it needs could not be read. It waits by itself, so that it does not hold up the others of its lane.
 */
export type Preparation =
  | { type: 'publish'; operation: PublishOperation }
  | Extract<AttemptVerdict, { type: 'skip' | 'refuse' | 'retry' }>;

/** Reads that may fail for one batch: enough to single out two damaged rows among a hundred, and few when the database is away. */
const MAX_FAILURES = 16;

/** What the records say of all that is prepared together. */
interface Records {
  /** By id. */
  requests: Map<string, Request>;
  /** By {@link keyOf}. */
  revisions: Map<string, Revision>;
  manifests: Map<string, ManifestFile[]>;
  approvals: Map<string, Approval[]>;
  /** The desired generation, by id of the request. */
  desired: Map<string, number>;
  /** Generations that may have reached the branch since the records heard of one, by id of the request. */
  tried: Map<string, number[]>;
}

/** What a target shares and how its commit reads. */
export interface TargetPublication {
  files: PublishFile[];
  subject: string;
  trailers: PublishOperation['trailers'];
}

/**
 * Makes publisher operations of stored intents.
 *
 * @remarks
 * Here, right before the commit, the approval is judged once more over the rows and bytes as they are now: whatever changed since somebody
 * said yes voids that yes.
 */
export class PublicationPreparer {
  readonly #stores: Stores;
  readonly #targets: (target: string) => TargetPublication | undefined;

  static create(options: {
    stores: Stores;
    /** What is to be published for a target; undefined when it is not configured any more. */
    targets: (target: string) => TargetPublication | undefined;
  }): PublicationPreparer {
    return new PublicationPreparer(options);
  }

  private constructor(options: {
    stores: Stores;
    targets: (target: string) => TargetPublication | undefined;
  }) {
    this.#stores = options.stores;
    this.#targets = options.targets;
  }

  /**
   * @returns by operation id, in the order of the publications.
   * @throws the signal's reason when it aborts
   */
  async prepare(
    publications: readonly Publication[],
    signal: AbortSignal,
  ): Promise<Map<string, Preparation>> {
    let failures = 0;
    const prepare = async (
      part: readonly Publication[],
    ): Promise<Array<[string, Preparation]>> => {
      try {
        const records = await this.#records(part);
        return await this.#prepareEach(part, records, signal);
      } catch (error) {
        signal.throwIfAborted();
        failures += 1;
        if (part.length === 1 || failures >= MAX_FAILURES) {
          return part.map(each => [each.operationId, unreadable(error)]);
        }
      }
      // One that cannot be read must not hold up the others.
      const middle = Math.ceil(part.length / 2);
      const first = await prepare(part.slice(0, middle));
      return [...first, ...(await prepare(part.slice(middle)))];
    };
    return new Map(await prepare(publications));
  }

  /** What is known of all of them, in a few statements whatever their number. */
  async #records(publications: readonly Publication[]): Promise<Records> {
    const stores = this.#stores;
    const owners = publications.flatMap(({ owner }) =>
      owner.type === 'request' ? [owner] : [],
    );
    const ids = [...new Set(owners.map(({ requestId }) => requestId))];
    const [requests, revisions, desired, approvals] = await Promise.all([
      stores.requests.getMany(ids),
      stores.revisions.getMany(owners),
      stores.revisions.getDesiredOf(ids),
      stores.revisions.listApprovalsOf(owners),
    ]);
    const published = requests.map(request => ({
      requestId: request.id,
      generation: request.published?.generation ?? 0,
    }));
    const tried = await stores.publications.listTried(published);
    const manifests = await stores.revisions.manifestsOf(
      distinct([...owners, ...published, ...tried]),
    );
    return {
      requests: new Map(requests.map(each => [each.id, each])),
      revisions: new Map(revisions.map(each => [keyOf(each), each])),
      manifests: new Map(manifests.map(each => [keyOf(each), each.files])),
      approvals: groupBy(approvals, keyOf),
      desired: new Map(
        desired.map(({ requestId, generation }) => [requestId, generation]),
      ),
      tried: new Map(
        [...groupBy(tried, ({ requestId }) => requestId)].map(([id, keys]) => [
          id,
          keys.map(({ generation }) => generation),
        ]),
      ),
    };
  }

  async #prepareEach(
    publications: readonly Publication[],
    records: Records,
    signal: AbortSignal,
  ): Promise<Array<[string, Preparation]>> {
    const prepared: Array<[string, Preparation]> = [];
    const slices = new TimeSlices();
    for (const each of publications) {
      await slices.next(signal);
      prepared.push([each.operationId, this.#prepare(each, records)]);
    }
    return prepared;
  }

  #prepare(publication: Publication, records: Records): Preparation {
    const { owner } = publication;
    return owner.type === 'target'
      ? this.#target(publication, owner.target)
      : prepareRequest(publication, owner, records);
  }

  #target(publication: Publication, name: string): Preparation {
    const target = this.#targets(name);
    return target
      ? {
          type: 'publish',
          operation: {
            ...target,
            id: publication.operationId,
            ownedPaths: publication.paths,
            base: publication.base,
          },
        }
      : {
          type: 'skip',
          message: `Target ${name} is not configured any more`,
        };
  }
}

function prepareRequest(
  publication: Publication,
  owner: GenerationKey,
  records: Records,
): Preparation {
  const { requestId, generation } = owner;
  const key = keyOf(owner);
  const request = records.requests.get(requestId);
  const revision = records.revisions.get(key);
  const manifests = records.manifests.get(key) ?? [];
  if (!request || !revision) {
    return {
      type: 'skip',
      message: `Generation ${generation} of ${requestId} is not there`,
    };
  }
  const desired = records.desired.get(requestId);
  // One that may have been pushed already is looked for on the branch, so that the records tell what happened; but never once a newer
  // one may be there: generations on the branch only grow.
  if (
    desired !== generation &&
    (publication.base === undefined || isOvertaken(request, owner, records))
  ) {
    return {
      type: 'skip',
      message: `Generation ${
        desired ?? 'none'
      } took the place of generation ${generation}`,
    };
  }
  return approved(publication, { request, revision, manifests }, records);
}

/** The operation, if what would be published is what somebody approved. */
function approved(
  publication: Publication,
  planned: { request: Request; revision: Revision; manifests: ManifestFile[] },
  records: Records,
): Preparation {
  const { request, revision, manifests } = planned;
  const verdict = evaluateApproval({
    request,
    revision,
    manifests,
    approvals: records.approvals.get(keyOf(revision)) ?? [],
  });
  if (verdict.type === 'void') {
    return {
      type: 'refuse',
      reason: 'approval_void',
      message: verdict.reason,
      advice:
        'Ask for the change again, so that somebody can decide on what would be published now',
    };
  }
  return {
    type: 'publish',
    operation: {
      ...commitOf({
        request,
        revision,
        publication,
        approvedBy: verdict.approvedBy,
      }),
      id: publication.operationId,
      // Derived from what the digest covers, not read: a changed row must not point a removal at somebody else's folder.
      ownedPaths: [requestRoot(request, request)],
      files: filesOf(manifests),
      base: publication.base,
      ours: statesOf(request, records),
    },
  };
}

/** Whether a newer generation is on the branch, or was about to be when nobody heard of it any more. */
function isOvertaken(
  { published }: Request,
  { requestId, generation }: GenerationKey,
  { tried }: Records,
): boolean {
  const known = published?.generation ?? 0;
  return [known, ...(tried.get(requestId) ?? [])].some(
    other => other > generation,
  );
}

/** What the folder of a request holds if nobody else touched it: what was published last, or what was about to be since. */
function statesOf(
  { id, published }: Request,
  { tried, manifests }: Records,
): PublishFile[][] {
  const stateOf = (generation: number) =>
    filesOf(manifests.get(keyOf({ requestId: id, generation })) ?? []);
  // A deletion has no manifests, and so stands for the empty folder.
  return [
    published ? stateOf(published.generation) : [],
    ...(tried.get(id) ?? []).map(stateOf),
  ];
}

function filesOf(manifests: readonly ManifestFile[]): PublishFile[] {
  return manifests.map(({ path, content }) => ({ path, content }));
}

function keyOf({ requestId, generation }: GenerationKey): string {
  return `${requestId}/${generation}`;
}

function distinct(keys: readonly GenerationKey[]): GenerationKey[] {
  return [...new Map(keys.map(key => [keyOf(key), key])).values()];
}

function groupBy<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item)) ?? [];
    group.push(item);
    groups.set(nameOf(item), group);
  }
  return groups;
}

function unreadable(error: unknown): Preparation {
  return {
    type: 'retry',
    reason: 'unknown',
    message: `What is to be published could not be read: ${
      error instanceof Error ? error.message : error
    }`,
    advice:
      'Nothing to do if the database was away for a moment: it is tried again. If it goes on, a row of the request is damaged; ask for the change again.',
  };
}
