import { toJson } from './toJson';
import {
  AuditEntry as WireAuditEntry,
  Drift as WireDrift,
  EnvironmentClass,
  Job as WireJob,
  Publication as WirePublication,
  Target as WireTarget,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { AuditEntry } from '../../domain/audit/AuditEntry';
import { Job } from '../../domain/job/Job';
import { Publication } from '../../domain/publication/Publication';
import { Target } from '../../domain/target/Target';
import { CommitLinks } from '../../services/CommitLinks';
import { ListedDrift } from '../../services/HistoryService';
import { ClassView } from '../../services/ClassService';

export function presentJob(job: Job): WireJob {
  return {
    id: job.id,
    kind: job.kind,
    key: job.key,
    group: job.group,
    state: job.state,
    priority: job.priority,
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    runAt: job.runAt.toISOString(),
    createdAt: job.createdAt.toISOString(),
    claimedAt: job.claimedAt?.toISOString(),
    leaseUntil: job.lease?.until.toISOString(),
    finishedAt: job.finishedAt?.toISOString(),
    waitsFor: job.waitsFor,
    lastError: job.lastError && {
      ...job.lastError,
      at: job.lastError.at.toISOString(),
    },
  };
}

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
