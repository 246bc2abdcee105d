import { createHash } from 'node:crypto';
import { blobIdOf } from './blobIdOf';
import {
  ApprovalRecord,
  AuditRecord,
  BranchCommit,
  Evidence,
  JobRecord,
  ManifestRecord,
  PublicationRecord,
  RequestRecord,
  RevisionRecord,
} from './Evidence';

const CALLER = 'user:default/riley';
const T = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

const nameOf = (prefix: string, parts: Array<string | number>) =>
  `${prefix}-${createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 16)}`;

const idOf = (key: string) => nameOf('req', [CALLER, key]);

/** Of one that lives, one that waits for approval and one that was torn down. */
export const IDS = {
  live: idOf('live'),
  waiting: idOf('waiting'),
  gone: idOf('gone'),
};

export const SHARED = 'clusters/us-east-1/policies/baseline.yaml';

export const folderOf = (id: string) =>
  `clusters/us-east-1/teams/search/web/${id}`;

const fileOf = (id: string) => `${folderOf(id)}/namespace.yaml`;

const contentOf = (id: string, generation: number) =>
  `name: ${id}-${generation}\n`;

const planOf = (id: string, generation: number) =>
  `plan of ${id}/${generation}`;

function operationOf(id: string, generation: number): string {
  const owner = `${id}/${generation}`;
  return nameOf('op', ['operation', owner, planOf(id, generation), 0]);
}

/** What is left of a good run. Everything of it may be changed: each call makes it anew. */
export type WholeEvidence = Omit<Evidence, 'branch'> & {
  branch: { tree: Map<string, string>; commits: WholeCommit[] };
};
export type WholeCommit = BranchCommit & {
  changes: Map<string, string | undefined>;
};

/** A database and a branch that agree in everything. */
export function wholeEvidence(): WholeEvidence {
  const { live, waiting, gone } = IDS;
  const target = nameOf('op', ['operation', 'target/us-east-1/first', 'p', 0]);
  const blob = (id: string, generation: number) =>
    blobIdOf(contentOf(id, generation));
  return {
    records: {
      requests: [
        aRequest(live, { generation: 3, specGeneration: 2 }),
        aRequest(waiting, {
          phase: 'pending_approval',
          publishedGeneration: null,
          leaseStartedAt: null,
          leaseExpiresAt: null,
        }),
        aRequest(gone, {
          phase: 'deleted',
          generation: 2,
          publishedGeneration: null,
        }),
      ],
      revisions: [
        aRevision(live, 1),
        aRevision(live, 2, { action: 'update' }),
        aRevision(live, 3, {
          slot: 'lease',
          action: 'extend',
          objects: [],
          publicationStartedAt: null,
        }),
        aRevision(waiting, 1, {
          state: 'pending_approval',
          publicationStartedAt: null,
          effectiveAt: null,
        }),
        aRevision(gone, 1),
        aRevision(gone, 2, { action: 'delete', objects: [] }),
      ],
      manifests: [
        aManifest(live, 1),
        aManifest(live, 2),
        aManifest(waiting, 1),
        aManifest(gone, 1),
      ],
      approvals: [
        anApproval(live, 1),
        anApproval(live, 2),
        anApproval(live, 3),
        anApproval(gone, 1),
        anApproval(gone, 2),
      ],
      publications: [
        {
          ...aPublication(live, 1),
          operationId: target,
          requestId: null,
          generation: null,
          target: 'us-east-1',
          planDigest: 'p',
          paths: ['clusters/us-east-1/policies'],
          base: 'c0',
          commit: 'c1',
        },
        aPublication(live, 1, { base: 'c0', commit: 'c2' }),
        aPublication(gone, 1, { base: 'c1', commit: 'c3' }),
        aPublication(live, 2, { base: 'c3', commit: 'c4' }),
        aPublication(gone, 2, { purpose: 'remove', base: 'c4', commit: 'c6' }),
      ],
      jobs: [
        aJob('reconcile-request', live),
        aJob('reconcile-request', gone),
        aJob('publish-lane', 'gitops'),
      ],
      jobLogs: [
        {
          jobId: `job of ${live}`,
          attempt: 1,
          message: 'Attempt 1 of 5 began',
        },
        { jobId: `job of ${live}`, attempt: 1, message: 'Done' },
      ],
      audit: [
        ...told(live, 1),
        ...told(live, 2),
        ...told(live, 3).slice(0, 2),
        ...told(waiting, 1).slice(0, 1),
        ...told(gone, 1),
        ...told(gone, 2).slice(0, 3),
        {
          action: 'request.deleted',
          requestId: gone,
          generation: 2,
          details: { operation: operationOf(gone, 2) },
        },
      ],
      inventory: [
        {
          requestId: live,
          kind: 'Namespace',
          name: 'web-2',
          path: fileOf(live),
          generation: 2,
        },
      ],
      drift: [],
      keys: ['live', 'waiting', 'gone'].map(key => ({
        caller: CALLER,
        key,
        requestId: idOf(key),
      })),
    },
    branch: {
      tree: new Map([
        ['README.md', 'edited'],
        [SHARED, 'shared'],
        [fileOf(live), blob(live, 2)],
      ]),
      commits: [
        aCommit(0, { changes: new Map([['README.md', 'readme']]) }),
        aCommit(1, {
          operations: [target],
          changes: new Map([[SHARED, 'shared']]),
        }),
        ofRequest(2, live, 1, blob(live, 1)),
        ofRequest(3, gone, 1, blob(gone, 1)),
        ofRequest(4, live, 2, blob(live, 2)),
        aCommit(5, { changes: new Map([['README.md', 'edited']]) }),
        ofRequest(6, gone, 2, undefined),
      ],
    },
  };
}

function aRequest(
  id: string,
  overrides: Partial<RequestRecord>,
): RequestRecord {
  return {
    id,
    phase: 'ready',
    path: folderOf(id),
    generation: 1,
    specGeneration: 1,
    publishedGeneration: 2,
    progress: null,
    leaseStartedAt: T,
    leaseExpiresAt: T + HOUR_MS,
    leaseMaxHours: 2,
    ...overrides,
  };
}

function aRevision(
  requestId: string,
  generation: number,
  overrides: Partial<RevisionRecord> = {},
): RevisionRecord {
  return {
    requestId,
    generation,
    slot: 'spec',
    action: 'create',
    state: 'effective',
    planDigest: planOf(requestId, generation),
    repairs: false,
    objects: [
      { kind: 'Namespace', name: `web-${generation}`, path: fileOf(requestId) },
    ],
    publicationStartedAt: T,
    effectiveAt: T,
    endedAt: null,
    endedReason: null,
    ...overrides,
  };
}

function aManifest(requestId: string, generation: number): ManifestRecord {
  const content = contentOf(requestId, generation);
  const digest = createHash('sha256').update(content).digest('hex');
  return {
    requestId,
    generation,
    path: fileOf(requestId),
    digest: `sha256:${digest}`,
    content,
  };
}

function anApproval(requestId: string, generation: number): ApprovalRecord {
  return {
    requestId,
    generation,
    decision: 'approve',
    planDigest: planOf(requestId, generation),
  };
}

function aPublication(
  requestId: string,
  generation: number,
  overrides: Partial<PublicationRecord> = {},
): PublicationRecord {
  return {
    operationId: operationOf(requestId, generation),
    requestId,
    generation,
    target: null,
    purpose: 'publish',
    state: 'published',
    planDigest: planOf(requestId, generation),
    paths: [folderOf(requestId)],
    base: null,
    commit: null,
    reason: null,
    ...overrides,
  };
}

function aJob(kind: string, key: string): JobRecord {
  return {
    id: `job of ${key}`,
    kind,
    key,
    state: 'done',
    attempt: 1,
    maxAttempts: 5,
    ticket: null,
    leaseUntil: null,
    finishedAt: T,
    errorMessage: null,
    errorType: null,
    isPaused: false,
  };
}

/** The audit of a generation from its proposal until it is in force. */
function told(requestId: string, generation: number): AuditRecord[] {
  const operation = operationOf(requestId, generation);
  return [
    { action: 'revision.proposed', details: {} },
    { action: 'revision.approved', details: {} },
    { action: 'publication.started', details: { operation } },
    { action: 'request.published', details: { operation } },
  ].map(entry => ({ ...entry, requestId, generation }));
}

function aCommit(number: number, overrides: Partial<WholeCommit>): WholeCommit {
  return {
    id: `c${number}`,
    parents: number === 0 ? [] : [`c${number - 1}`],
    operations: [],
    requests: [],
    generations: [],
    changes: new Map(),
    ...overrides,
  };
}

function ofRequest(
  number: number,
  id: string,
  generation: number,
  content: string | undefined,
): WholeCommit {
  return aCommit(number, {
    operations: [operationOf(id, generation)],
    requests: [id],
    generations: [String(generation)],
    changes: new Map([[fileOf(id), content]]),
  });
}
