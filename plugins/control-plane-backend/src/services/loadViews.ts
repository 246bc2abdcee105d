import { Request } from '../domain/request/Request';
import { isOpen, Revision } from '../domain/revision/Revision';
import { Stores } from '../store/UnitOfWork';
import { RequestView } from './RequestService';

/** Requests with the revisions that one reads beside them, in two queries whatever their number. */
export async function loadViews(
  stores: Stores,
  requests: readonly Request[],
): Promise<RequestView[]> {
  if (requests.length === 0) {
    return [];
  }
  // One after the other: both may run in a transaction, and its one connection takes one statement at a time.
  const specs = await stores.revisions.getMany(
    requests.map(request => ({
      requestId: request.id,
      generation: request.specGeneration,
    })),
  );
  const open = await stores.revisions.listOpen(requests.map(({ id }) => id));
  const specByRequest = new Map(specs.map(spec => [spec.requestId, spec]));
  return requests.map(request => {
    const spec = specByRequest.get(request.id);
    if (!spec) {
      throw new Error(
        `Request ${request.id} has no revision ${request.specGeneration}; the database lacks a row that was written with it`,
      );
    }
    return {
      request,
      spec,
      open: open.filter(
        revision =>
          revision.requestId === request.id &&
          (isOpen(revision) || revision.state === 'approved'),
      ),
    };
  });
}

/** The spec revision that is on the branch by the records, if any. */
export async function loadInForce(
  stores: Stores,
  request: Request,
): Promise<Revision | undefined> {
  return (
    request.published &&
    stores.revisions.get(request.id, request.published.generation)
  );
}

export async function loadView(
  stores: Stores,
  request: Request,
): Promise<RequestView> {
  const [view] = await loadViews(stores, [request]);
  return view;
}
