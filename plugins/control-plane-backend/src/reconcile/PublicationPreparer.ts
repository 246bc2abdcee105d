import { requestRoot } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { evaluateApproval } from '../domain/approval/evaluateApproval';
import { Publication } from '../domain/publication/Publication';
import { Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { PublishFile, PublishOperation } from '../publishers/Publisher';
import { Stores } from '../store/UnitOfWork';
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

/** Publications of a request that are looked at for a newer one that reached the branch. */
const MAX_NEWER = 100;

/** What the records say of all that is prepared together. */
interface Records {
  requests: Request[];
  revisions: Revision[];
  desired: Revision[];
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

  /** @returns by operation id, in the order of the publications. */
  async prepare(
    publications: readonly Publication[],
  ): Promise<Map<string, Preparation>> {
    const prepared = new Map<string, Preparation>();
    const records = this.#records(publications);
    // Told to each publication that needs them.
    records.catch(() => {});
    for (const publication of publications) {
      prepared.set(
        publication.operationId,
        await this.#prepare(publication, records).catch(unreadable),
      );
    }
    return prepared;
  }

  /** What is known of all of them, in three statements whatever their number. */
  async #records(publications: readonly Publication[]): Promise<Records> {
    const { requests, revisions } = this.#stores;
    const owners = publications.flatMap(({ owner }) =>
      owner.type === 'request' ? [owner] : [],
    );
    const ids = [...new Set(owners.map(({ requestId }) => requestId))];
    const [known, asked, desired] = await Promise.all([
      requests.getMany(ids),
      revisions.getMany(owners),
      revisions.getDesiredOf(ids),
    ]);
    return { requests: known, revisions: asked, desired };
  }

  async #prepare(
    publication: Publication,
    records: Promise<Records>,
  ): Promise<Preparation> {
    const { owner } = publication;
    return owner.type === 'target'
      ? this.#target(publication, owner.target)
      : this.#request(publication, owner, await records);
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

  /** Whether a newer generation is on the branch, or was about to be when nobody heard of it any more. */
  async #isOvertaken(owner: {
    requestId: string;
    generation: number;
  }): Promise<boolean> {
    const newest = await this.#stores.publications.list({
      requestId: owner.requestId,
      limit: MAX_NEWER,
    });
    return newest.some(
      other =>
        other.owner.type === 'request' &&
        other.owner.generation > owner.generation &&
        (other.base !== undefined ||
          other.state === 'published' ||
          other.state === 'unchanged'),
    );
  }

  /** What the folder of a request holds if nobody else touched it: what was published last, or what was about to be since. */
  async #statesOf({ id, published }: Request): Promise<PublishFile[][]> {
    const filesOf = async (generation: number) =>
      (await this.#stores.revisions.manifests(id, generation)).map(
        ({ path, content }) => ({ path, content }),
      );
    const newest = await this.#stores.publications.list({
      requestId: id,
      limit: MAX_NEWER,
    });
    const since = newest.flatMap(({ owner, base, state }) =>
      owner.type === 'request' &&
      owner.generation > (published?.generation ?? 0) &&
      (base !== undefined || state === 'published' || state === 'unchanged')
        ? [owner.generation]
        : [],
    );
    // A deletion has no manifests, and so stands for the empty folder.
    return Promise.all([
      published ? filesOf(published.generation) : [],
      ...[...new Set(since)].map(filesOf),
    ]);
  }

  async #request(
    publication: Publication,
    owner: { requestId: string; generation: number },
    records: Records,
  ): Promise<Preparation> {
    const { requestId, generation } = owner;
    const { revisions } = this.#stores;
    const request = records.requests.find(({ id }) => id === requestId);
    const revision = records.revisions.find(
      each => each.requestId === requestId && each.generation === generation,
    );
    const desired = records.desired.find(each => each.requestId === requestId);
    const [manifests, approvals] = await Promise.all([
      revisions.manifests(requestId, generation),
      revisions.listApprovals(requestId, [generation]),
    ]);
    if (!request || !revision) {
      return {
        type: 'skip',
        message: `Generation ${generation} of ${requestId} is not there`,
      };
    }
    // One that may have been pushed already is looked for on the branch, so that the records tell what happened; but never once a newer
    // one may be there: generations on the branch only grow.
    if (
      desired?.generation !== generation &&
      (publication.base === undefined || (await this.#isOvertaken(owner)))
    ) {
      return {
        type: 'skip',
        message: `Generation ${
          desired?.generation ?? 'none'
        } took the place of generation ${generation}`,
      };
    }
    const verdict = evaluateApproval({
      request,
      revision,
      manifests,
      approvals,
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
        files: manifests.map(({ path, content }) => ({ path, content })),
        base: publication.base,
        ours: await this.#statesOf(request),
      },
    };
  }
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
