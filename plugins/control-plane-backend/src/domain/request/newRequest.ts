import { Request, RequestLease } from './Request';

/** A request before its first revision is submitted: nothing is approved and nothing is published. */
export function newRequest(
  identity: Pick<
    Request,
    | 'id'
    | 'kind'
    | 'class'
    | 'team'
    | 'app'
    | 'region'
    | 'target'
    | 'repository'
    | 'path'
    | 'namespaces'
    | 'requester'
  > & { lease: RequestLease },
  now: Date,
): Request {
  return {
    ...identity,
    phase: 'pending_approval',
    conditions: [],
    generation: 1,
    specGeneration: 1,
    version: 1,
    driftedPaths: 0,
    createdAt: now,
    updatedAt: now,
  };
}
