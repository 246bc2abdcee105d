import { AuditEntry } from '../domain/audit/AuditEntry';
import { ObservedJob } from '../domain/job/jobWait';
import { Publication } from '../domain/publication/Publication';
import { Approval, ManifestFile, Revision } from '../domain/revision/Revision';
import { Timeline } from '../domain/timeline/Timeline';
import { ListedDrift } from '../store/DriftStore';
import { Decision, DecisionQuery } from '../store/RevisionStore';
import { CallContext } from './CallContext';
import { Visibility } from './RequestService';
import { RevisionPlan } from './RevisionPlan';

export interface RevisionView {
  revision: Revision;
  approvals: Approval[];
}

export interface PageOf<T> {
  items: T[];
  hasMore: boolean;
}

/** A position in a list that is ordered newest first. */
export interface Position {
  at: Date;
  id: string;
}

/** Which entries of the whole record are meant. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  requestId?: string;
  /** From this instant on. */
  since?: Date;
  /** Before this instant. */
  until?: Date;
}

/** Which decisions are meant. */
export type DecisionFilter = Pick<
  DecisionQuery,
  'team' | 'app' | 'requestId' | 'byPeople'
>;

export interface RevisionComparison {
  from: number;
  to: number;
  files: Array<{
    path: string;
    change: 'added' | 'modified' | 'removed';
    diff: string;
  }>;
}

/** Everything that one can read about a request besides the request itself. Lists are newest first. */
export interface HistoryService {
  listRevisions(
    id: string,
    page: { beforeGeneration?: number; limit: number },
    context: CallContext,
  ): Promise<PageOf<RevisionView>>;
  getRevision(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<RevisionView>;
  getPlan(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<RevisionPlan>;
  getManifests(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<ManifestFile[]>;
  /** Compares two generations; `from` 0 is nothing at all. */
  diff(
    id: string,
    generations: { from: number; to: number },
    context: CallContext,
  ): Promise<RevisionComparison>;
  listJobs(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<ObservedJob>>;
  listPublications(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<Publication>>;
  listDrift(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<ListedDrift>>;
  listAudit(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<AuditEntry>>;
  /** The way of one revision from request to effect. */
  getTimeline(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<Timeline>;
  /** Who did what to all requests. */
  listAllAudit(
    query: AuditFilter & { before?: Position; limit: number } & Visibility,
    context: CallContext,
  ): Promise<PageOf<AuditEntry>>;
  /** Drift of all requests. */
  listAllDrift(
    query: {
      team?: string;
      app?: string;
      includeResolved: boolean;
      before?: Position;
      limit: number;
    } & Visibility,
    context: CallContext,
  ): Promise<PageOf<ListedDrift>>;
  /** Decisions on all requests. */
  listDecisions(
    query: DecisionFilter & { before?: Position; limit: number } & Visibility,
    context: CallContext,
  ): Promise<PageOf<Decision>>;
}

export type { Decision, ListedDrift };
