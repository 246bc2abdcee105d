import { toJson } from './toJson';
import {
  AuditEntry as WireAuditEntry,
  Drift as WireDrift,
  EnvironmentClass,
  LanePublication as WireLanePublication,
  Publication as WirePublication,
  Target as WireTarget,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { AuditEntry } from '../../domain/audit/AuditEntry';
import { Publication } from '../../domain/publication/Publication';
import { Target } from '../../domain/target/Target';
import { CommitLinks } from '../../services/CommitLinks';
import { ListedDrift } from '../../services/HistoryService';
import { ClassView } from '../../services/ClassService';

export function presentPublication(
  publication: Publication,
  links: CommitLinks,
): WirePublication {
  return {
    operationId: publication.operationId,
    generation:
      publication.owner.type === 'request'
        ? publication.owner.generation
        : undefined,
    purpose: publication.purpose,
    state: publication.state,
    repository: publication.repository,
    branch: publication.branch,
    path: publication.paths.join(', '),
    commit: publication.commit,
    commitUrl:
      publication.commit &&
      links.commitUrl(publication.repository, publication.commit),
    reason: publication.reason,
    message: publication.message,
    advice: publication.advice,
    attempts: publication.attempts,
    retryAt: publication.retryAt?.toISOString(),
    createdAt: publication.createdAt.toISOString(),
    finishedAt: publication.finishedAt?.toISOString(),
  };
}

/** A publication as its lane holds it, whose it is included. */
export function presentLanePublication(
  publication: Publication,
  links: CommitLinks,
): WireLanePublication {
  const { owner } = publication;
  return {
    ...presentPublication(publication, links),
    ...(owner.type === 'request'
      ? { requestId: owner.requestId }
      : { target: owner.target }),
  };
}

export function presentDrift(
  drift: ListedDrift,
  links: CommitLinks,
): WireDrift {
  return {
    requestId: drift.requestId,
    path: drift.path,
    change: drift.change,
    commit: drift.commit,
    commitUrl: drift.commit && links.commitUrl(drift.repository, drift.commit),
    author: drift.author,
    authorEmail: drift.authorEmail,
    since: drift.since?.toISOString(),
    subject: drift.subject,
    detectedAt: drift.detectedAt.toISOString(),
    resolvedAt: drift.resolvedAt?.toISOString(),
    resolution: drift.resolution,
  };
}

export function presentAuditEntry(entry: AuditEntry): WireAuditEntry {
  return {
    ...entry,
    at: entry.at.toISOString(),
    details: toJson(entry.details),
  };
}

export function presentTarget(target: Target): WireTarget {
  return {
    name: target.name,
    region: target.region,
    delivery: target.delivery,
    repository: target.repository.name,
    branch: target.repository.branch,
    deliveryRepository: target.deliveryRepositoryUrl,
  };
}

export function presentClass(view: ClassView): EnvironmentClass {
  const { classRevision, parametersSchema } = view;
  return {
    ...classRevision.spec,
    revision: classRevision.revision,
    digest: classRevision.digest,
    origin: classRevision.origin,
    parametersSchema: toJson(parametersSchema),
    createdAt: classRevision.createdAt.toISOString(),
  };
}
