import { ApprovalRequirement } from '../domain/approval/ApprovalPolicy';
import { extendLease } from '../domain/request/lease';
import { Request } from '../domain/request/Request';
import { ManifestFile, Revision } from '../domain/revision/Revision';
import { ClassStore } from '../store/ClassStore';
import { BranchReader } from './BranchReader';
import { BranchComparison, PolicyFinding, RevisionPlan } from './RevisionPlan';

const HOUR_MS = 3_600_000;

/** Longest wait for the repository: a plan is shown without its diff rather than not at all. */
const BRANCH_TIMEOUT_MS = 10_000;

interface TextFile {
  path: string;
  content: string;
}

function changeOf(
  from: string | undefined,
  to: string | undefined,
): 'added' | 'modified' | 'removed' {
  if (from === undefined) {
    return 'added';
  }
  return to === undefined ? 'removed' : 'modified';
}

/** Unified diffs of what differs between two sets of files, by path. */
export function diffFiles(
  before: readonly TextFile[],
  after: readonly TextFile[],
): Array<{
  path: string;
  change: 'added' | 'modified' | 'removed';
  diff: string;
}> {
  // Here and not above: its nineteen modules were an eighth of what loading the plugin took, and a backend serves before anybody looks at
  // a plan.
  const { createTwoFilesPatch }: typeof import('diff') = require('diff');
  const old = new Map(before.map(file => [file.path, file.content]));
  const next = new Map(after.map(file => [file.path, file.content]));
  return [...new Set([...old.keys(), ...next.keys()])]
    .sort()
    .filter(path => old.get(path) !== next.get(path))
    .map(path => {
      const from = old.get(path);
      const to = next.get(path);
      return {
        path,
        change: changeOf(from, to),
        diff: createTwoFilesPatch(
          from === undefined ? '/dev/null' : `a/${path}`,
          to === undefined ? '/dev/null' : `b/${path}`,
          from ?? '',
          to ?? '',
        ),
      };
    });
}

/** Adds to a planned revision what people look at besides and what moves by itself: the diff against the branch, and findings. */
export class PlanPresenter {
  readonly #branches: BranchReader;
  readonly #classes: ClassStore;

  static create(options: {
    branches: BranchReader;
    classes: ClassStore;
  }): PlanPresenter {
    return new PlanPresenter(options);
  }

  private constructor(options: {
    branches: BranchReader;
    classes: ClassStore;
  }) {
    this.#branches = options.branches;
    this.#classes = options.classes;
  }

  async complete(planned: {
    request: Request;
    revision: Revision;
    manifests: ManifestFile[];
    approval: ApprovalRequirement;
    now: Date;
  }): Promise<RevisionPlan> {
    const { request, revision, now } = planned;
    const [comparison, current] = await Promise.all([
      this.#compare(planned),
      this.#classes.getCurrent(revision.class.name),
    ]);
    return {
      ...planned,
      expiresAt: expiresAt(request, revision, now),
      comparison,
      findings: findings({ request, revision, comparison, current }),
      observedAt: now,
    };
  }

  async #compare(planned: {
    request: Request;
    revision: Revision;
    manifests: ManifestFile[];
  }): Promise<BranchComparison> {
    if (planned.revision.slot !== 'spec') {
      return { type: 'untouched' };
    }
    try {
      const { head, files } = await this.#branches.read({
        repository: planned.request.repository,
        path: planned.request.path,
        signal: AbortSignal.timeout(BRANCH_TIMEOUT_MS),
      });
      return {
        type: 'compared',
        head,
        files: diffFiles(files, planned.manifests),
      };
    } catch (error) {
      return {
        type: 'unavailable',
        message: error instanceof Error ? error.message : String(error),
      };
    }
  }
}

function expiresAt(
  request: Request,
  revision: Revision,
  now: Date,
): Date | undefined {
  switch (revision.action) {
    case 'create':
      return new Date(now.getTime() + revision.leaseHours * HOUR_MS);
    case 'extend': {
      const extension = extendLease(request.lease, revision.leaseHours, now);
      return extension.type === 'extended'
        ? extension.lease.expiresAt
        : request.lease.expiresAt;
    }
    default:
      return request.lease.expiresAt;
  }
}

function findings(options: {
  request: Request;
  revision: Revision;
  comparison: BranchComparison;
  current: { digest: string; revision: number } | undefined;
}): PolicyFinding[] {
  const { request, revision, comparison, current } = options;
  const found: PolicyFinding[] = [];
  if (current && current.digest !== revision.class.digest) {
    found.push({
      rule: 'class-outdated',
      severity: 'info',
      path: 'class',
      message: `Pins revision ${revision.class.revision} of class ${revision.class.name}; ${current.revision} is offered now`,
      remedy:
        'Move it to the current revision of the class when that suits you',
    });
  }
  if (!current) {
    found.push({
      rule: 'class-withdrawn',
      severity: 'info',
      path: 'class',
      message: `Class ${revision.class.name} is not offered any more`,
      remedy: 'Nothing has to be done: what lives keeps its pinned revision',
    });
  }
  if (request.driftedPaths > 0 && comparison.type === 'compared') {
    found.push({
      rule: 'overwrites-foreign-edit',
      severity: 'warning',
      path: request.path,
      message: `Somebody else edited ${request.driftedPaths} of the published paths; publishing overwrites that`,
      remedy: 'Look at the drift of the request before you approve',
    });
  }
  return found;
}
