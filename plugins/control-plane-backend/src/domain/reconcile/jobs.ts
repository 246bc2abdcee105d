import { JobSpec } from '../job/Job';
import { Request } from '../request/Request';

/** Brings one request to its desired state. Key: request id. */
export const RECONCILE_REQUEST = 'reconcile-request';
/** Drains the pending publications of one repository. Key: repository name. At most one lives at a time: it is the lane's lease. */
export const PUBLISH_LANE = 'publish-lane';
/** Compares one repository's branch with what was published. Key: repository name. */
export const RESYNC_REPOSITORY = 'resync-repository';

/** Whose fair share the product's own jobs use. */
const SYSTEM_GROUP = 'system';

/** Ahead of reconciles: many of them wait for one lane. */
const LANE_PRIORITY = 10;

export function reconcileJob(
  request: Pick<Request, 'id' | 'team' | 'target'>,
): JobSpec {
  return {
    kind: RECONCILE_REQUEST,
    key: request.id,
    group: request.team,
    limitKey: `target:${request.target}`,
    payload: { requestId: request.id },
  };
}

export function publishLaneJob(repository: string): JobSpec {
  return {
    kind: PUBLISH_LANE,
    key: repository,
    group: SYSTEM_GROUP,
    priority: LANE_PRIORITY,
    payload: { repository },
  };
}

export function resyncRepositoryJob(repository: string): JobSpec {
  return {
    kind: RESYNC_REPOSITORY,
    key: repository,
    group: SYSTEM_GROUP,
    payload: { repository },
  };
}
