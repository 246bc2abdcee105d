/** A request as the database tells of it. Instants are milliseconds. */
export interface RequestRecord {
  id: string;
  phase: string;
  /** Folder of the branch that it owns. */
  path: string;
  generation: number;
  specGeneration: number;
  publishedGeneration: number | null;
  progress: { failure?: { reason?: string } } | null;
  leaseStartedAt: number | null;
  leaseExpiresAt: number | null;
  leaseMaxHours: number;
}

export interface RevisionRecord {
  requestId: string;
  generation: number;
  slot: string;
  action: string;
  state: string;
  planDigest: string;
  /** Whether its class revision has foreign edits repaired. */
  repairs: boolean;
  objects: Array<{ kind: string; name: string; path: string }>;
  publicationStartedAt: number | null;
  effectiveAt: number | null;
  endedAt: number | null;
  endedReason: string | null;
}

export interface ManifestRecord {
  requestId: string;
  generation: number;
  path: string;
  digest: string;
  content: string;
}

export interface ApprovalRecord {
  requestId: string;
  generation: number;
  decision: string;
  planDigest: string;
}

export interface PublicationRecord {
  operationId: string;
  requestId: string | null;
  generation: number | null;
  target: string | null;
  purpose: string;
  state: string;
  planDigest: string;
  /** Folders that it owns. */
  paths: string[];
  base: string | null;
  commit: string | null;
  reason: string | null;
}

export interface JobRecord {
  id: string;
  kind: string;
  key: string;
  state: string;
  attempt: number;
  maxAttempts: number;
  ticket: string | null;
  leaseUntil: number | null;
  finishedAt: number | null;
  errorMessage: string | null;
  errorType: string | null;
  /** Whether a pause keeps workers from it. */
  isPaused: boolean;
}

export interface JobLogRecord {
  jobId: string;
  attempt: number;
  message: string;
}

export interface AuditRecord {
  action: string;
  requestId: string | null;
  generation: number | null;
  details: { operation?: string };
}

/** What the database says, read without the product's own code. Everything that has an order comes in it. */
export interface Records {
  requests: RequestRecord[];
  revisions: RevisionRecord[];
  manifests: ManifestRecord[];
  approvals: ApprovalRecord[];
  publications: PublicationRecord[];
  jobs: JobRecord[];
  jobLogs: JobLogRecord[];
  audit: AuditRecord[];
  inventory: Array<{
    requestId: string;
    kind: string;
    name: string;
    path: string;
    generation: number;
  }>;
  drift: Array<{ requestId: string; path: string; isOpen: boolean }>;
  keys: Array<{ caller: string; key: string; requestId: string }>;
}

export interface BranchCommit {
  id: string;
  parents: string[];
  /** Values of its trailers. */
  operations: string[];
  requests: string[];
  generations: string[];
  /** What each path that it changed holds since: see {@link Branch.tree}; undefined where it removed the path. */
  changes: ReadonlyMap<string, string | undefined>;
}

/** What the branch holds, and how it came there. */
export interface Branch {
  /** Git's name of the content by path, with `!` and the mode before it where it is no plain file. */
  tree: ReadonlyMap<string, string>;
  /** Oldest first. */
  commits: readonly BranchCommit[];
}

/** All that the checker looks at. */
export interface Evidence {
  records: Records;
  branch: Branch;
}
