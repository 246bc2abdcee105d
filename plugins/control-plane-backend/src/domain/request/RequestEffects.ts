import { NewAuditEntry } from '../audit/AuditEntry';
import { JobSpec } from '../job/Job';
import { NewOutboxEntry } from '../outbox/OutboxEntry';
import {
  Approval,
  ManifestContent,
  ManifestFile,
  Revision,
} from '../revision/Revision';
import { Request } from './Request';

/**
 * Everything that one decision about a request changes, as values.
 *
 * @remarks
 * Decisions are pure; a service applies their effects in one transaction, so that a request never changes without its job, its audit
 * entries and its outbox entries.
 */
export interface RequestEffects {
  request: Request;
  newRevision?: {
    revision: Revision;
    manifests: ManifestFile[];
    /** Contents of the files that the team brought, as they came. */
    sources?: readonly ManifestContent[];
  };
  changedRevisions: Revision[];
  approvals: Array<Omit<Approval, 'id' | 'decidedAt'>>;
  jobs: JobSpec[];
  audit: NewAuditEntry[];
  outbox: NewOutboxEntry[];
}

export function noEffects(request: Request): RequestEffects {
  return {
    request,
    changedRevisions: [],
    approvals: [],
    jobs: [],
    audit: [],
    outbox: [],
  };
}

/** The effects of two decisions, one after the other; `second` began from the request that `first` left. */
export function followedBy(
  first: RequestEffects,
  second: RequestEffects,
): RequestEffects {
  const newRevision = second.newRevision ?? first.newRevision;
  const changed = new Map(
    [...first.changedRevisions, ...second.changedRevisions].map(revision => [
      revision.generation,
      revision,
    ]),
  );
  // A revision that is inserted in its final state needs no update besides.
  const final = newRevision && changed.get(newRevision.revision.generation);
  if (final) {
    changed.delete(final.generation);
  }
  return {
    request: second.request,
    ...(newRevision
      ? {
          newRevision: {
            ...newRevision,
            revision: final ?? newRevision.revision,
          },
        }
      : {}),
    changedRevisions: [...changed.values()],
    approvals: [...first.approvals, ...second.approvals],
    jobs: [...first.jobs, ...second.jobs],
    audit: [...first.audit, ...second.audit],
    outbox: [...first.outbox, ...second.outbox],
  };
}
