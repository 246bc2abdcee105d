import { JobKind } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JobSpec } from '../job/Job';
import { Request } from '../request/Request';

/** Brings one request to its desired state. Key: request id. */
export const RECONCILE_REQUEST = 'reconcile-request' satisfies JobKind;
/** Drains the pending publications of one repository. Key: repository name. At most one lives at a time: it is the lane's lease. */
export const PUBLISH_LANE = 'publish-lane' satisfies JobKind;
/** Compares one repository's branch with what was published. Key: repository name. */
export const RESYNC_REPOSITORY = 'resync-repository' satisfies JobKind;

/** Whose fair share the product's own jobs use. */
export const SYSTEM_GROUP = 'system';

/** Ahead of reconciles: many of them wait for one lane. */
const LANE_PRIORITY = 10;

const TARGET_PREFIX = 'target:';

/** What the jobs of one target share, so that they can be limited and paused. */
export function limitKeyOfTarget(target: string): string {
  return `${TARGET_PREFIX}${target}`;
}

/** The target that a limit key is of. */
export function targetOfLimitKey(limitKey: string): string {
  return limitKey.startsWith(TARGET_PREFIX)
    ? limitKey.slice(TARGET_PREFIX.length)
    : limitKey;
}

export function reconcileJob(
  request: Pick<Request, 'id' | 'team' | 'target'>,
): JobSpec {
  return {
    kind: RECONCILE_REQUEST,
    key: request.id,
    group: request.team,
    limitKey: limitKeyOfTarget(request.target),
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
