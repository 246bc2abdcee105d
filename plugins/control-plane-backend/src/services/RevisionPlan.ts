import { ApprovalRequirement } from '../domain/approval/ApprovalPolicy';
import { Request } from '../domain/request/Request';
import { ManifestFile, Revision } from '../domain/revision/Revision';

/** What the branch holds now against what a revision would put there. Moves by itself; never part of a digest. */
export type BranchComparison =
  | {
      type: 'compared';
      head: string;
      files: Array<{
        path: string;
        change: 'added' | 'modified' | 'removed';
        diff: string;
      }>;
    }
  | { type: 'unavailable'; message: string }
  /** The revision writes no file. */
  | { type: 'untouched' };

/** One finding of policy: which rule, how bad, where, and what to do. */
export interface PolicyFinding {
  rule: string;
  severity: 'info' | 'warning' | 'error';
  path: string;
  message: string;
  remedy: string;
}

/** A revision with everything that a person decides on. */
export interface RevisionPlan {
  request: Request;
  revision: Revision;
  manifests: ManifestFile[];
  approval: ApprovalRequirement;
  /** When the lease would end if the revision took effect now. */
  expiresAt?: Date;
  comparison: BranchComparison;
  findings: PolicyFinding[];
  observedAt: Date;
}
