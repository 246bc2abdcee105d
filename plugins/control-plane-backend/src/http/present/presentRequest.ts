import { toJson } from './toJson';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Request,
  RequestCondition,
  RequestProgress,
} from '../../domain/request/Request';
import { CommitLinks } from '../../services/CommitLinks';
import { RequestView } from '../../services/RequestService';
import { presentRevisionSummary } from './presentRevision';

export function presentRequest(
  view: RequestView,
  links: CommitLinks,
): EnvironmentRequest {
  const { request, spec, open } = view;
  return {
    id: request.id,
    kind: request.kind,
    class: request.class,
    team: request.team,
    app: request.app,
    region: request.region,
    target: request.target,
    requester: request.requester,
    owner: spec.owner,
    phase: request.phase,
    conditions: request.conditions.map(presentCondition),
    progress: request.progress && presentProgress(request.progress),
    generation: request.generation,
    version: request.version,
    source: spec.source,
    labels: spec.labels,
    parameters: toJson(spec.parameters),
    namespaces: request.namespaces,
    path: request.path,
    cost: spec.cost,
    lease: presentLease(request),
    openRevisions: open.map(presentRevisionSummary),
    published: request.published && {
      ...request.published,
      commitUrl: links.commitUrl(
        request.published.repository,
        request.published.commit,
      ),
      at: request.published.at.toISOString(),
    },
    driftedPaths: request.driftedPaths,
    createdAt: request.createdAt.toISOString(),
    updatedAt: request.updatedAt.toISOString(),
  };
}

/** The ETag of a request (RFC 9110 §8.8.3): its version. */
export function etagOf({ request }: RequestView): string {
  return `"${request.version}"`;
}

function presentLease({ lease }: Request): EnvironmentRequest['lease'] {
  return {
    hours: lease.hours,
    maxHours: lease.maxHours,
    onExpiry: lease.onExpiry,
    startedAt: lease.startedAt?.toISOString(),
    expiresAt: lease.expiresAt?.toISOString(),
  };
}

function presentCondition(
  condition: RequestCondition,
): EnvironmentRequest['conditions'][number] {
  return {
    ...condition,
    lastTransitionTime: condition.lastTransitionTime.toISOString(),
  };
}

function presentProgress(
  progress: RequestProgress,
): NonNullable<EnvironmentRequest['progress']> {
  return {
    step: progress.step,
    message: progress.message,
    since: progress.since.toISOString(),
    failure: progress.failure && {
      ...progress.failure,
      retryAt: progress.failure.retryAt?.toISOString(),
    },
  };
}
