import { createHash } from 'node:crypto';
import { BranchCommit, BranchTree } from './readBranch';
import { Records } from './readRecords';

export interface Outcome {
  /** Request ids that must exist, by the idempotency keys they were asked for with. */
  expected: ReadonlyMap<string, string>;
  records: Records;
  tree: BranchTree;
  commits: BranchCommit[];
}

/** The first commit holds a README and is nobody's. */
const BEGINNING = 1;

/**
 * Compares what the database says with what the branch holds and with what was asked for.
 *
 * @returns what is wrong, in words; nothing when every request is there once and whole
 */
export function findProblems(outcome: Outcome): string[] {
  return [
    ...requestProblems(outcome),
    ...operationProblems(outcome),
    ...contentProblems(outcome),
    ...jobProblems(outcome),
    ...auditProblems(outcome),
  ];
}

function requestProblems({ expected, records }: Outcome): string[] {
  const ids = [...expected.values()];
  return [
    ...differences(
      'requests',
      ids,
      records.requests.map(({ id }) => id),
    ),
    ...differences(
      'idempotency keys',
      [...expected].map(([key, id]) => `${key} → ${id}`),
      records.keys.map(({ key, request_id }) => `${key} → ${request_id}`),
    ),
    ...differences(
      'revisions',
      ids.map(id => `${id}/1 effective`),
      records.revisions.map(
        ({ request_id, generation, state }) =>
          `${request_id}/${generation} ${state}`,
      ),
    ),
    ...records.requests
      .filter(({ phase }) => phase !== 'ready')
      .map(({ id, phase }) => `${id} is ${phase}, not ready`),
  ];
}

/** One operation for each request, one commit for each operation, and no other commit. */
function operationProblems({ expected, records, commits }: Outcome): string[] {
  const { publications } = records;
  const forTargets = publications.filter(({ target }) => target !== null);
  return [
    ...differences(
      'publications of requests',
      [...expected.values()].map(id => `${id}/1 published`),
      publications
        .filter(({ target }) => target === null)
        .map(
          ({ request_id, generation, state }) =>
            `${request_id}/${generation} ${state}`,
        ),
    ),
    ...forTargets
      .filter(({ state }) => state !== 'published')
      .map(({ target, state }) => `the publication of ${target} is ${state}`),
    ...differences(
      'commits',
      publications.map(({ operation_id, commit_id, request_id }) =>
        [commit_id, operation_id, request_id ?? ''].join(' '),
      ),
      commits
        .slice(BEGINNING)
        .map(({ id, operations, requests }) =>
          [id, operations.join('+'), requests.join('+')].join(' '),
        ),
    ),
    ...commits.flatMap(({ id, parents }, index) =>
      parents.length === (index === 0 ? 0 : 1)
        ? []
        : [`commit ${id} has ${parents.length} parents`],
    ),
  ];
}

/** Each folder holds what was stored, byte for byte, came there in one commit, and nothing else is on the branch. */
function contentProblems(outcome: Outcome): string[] {
  const { records, tree, commits } = outcome;
  const problems: string[] = [];
  const explained = new Set(['README.md']);
  for (const { id, path: folder } of records.requests) {
    const stored = records.manifests.filter(file => file.request_id === id);
    const paths = stored.map(({ path }) => path);
    paths.forEach(path => explained.add(path));
    problems.push(
      ...(paths.includes(`${folder}/kustomization.yaml`)
        ? []
        : [`${id} has no kustomization.yaml stored`]),
      ...stored
        .filter(({ path, content }) => tree.get(path) !== blobIdOf(content))
        .map(({ path }) => `${path} is not what was stored`),
      ...paths
        .filter(path => !path.startsWith(`${folder}/`))
        .map(path => `${path} is not below the folder of ${id}`),
      ...commits
        .filter(({ requests }) => requests.includes(id))
        .flatMap(commit =>
          differences(
            `changes of commit ${commit.id}`,
            paths.map(path => `A ${path}`),
            [...commit.changes].map(([path, change]) => `${change} ${path}`),
          ),
        ),
    );
  }
  const ofTargets = records.publications
    .filter(({ target }) => target !== null)
    .flatMap(({ paths }): string[] => JSON.parse(paths));
  const isExplained = (path: string) =>
    explained.has(path) ||
    ofTargets.includes(path.slice(0, path.lastIndexOf('/')));
  return [
    ...problems,
    ...[...tree.keys()]
      .filter(path => !isExplained(path))
      .map(path => `${path} is on the branch and nobody's`),
  ];
}

function jobProblems({ records }: Outcome): string[] {
  return (
    records.jobs
      // The next comparison with the branch may be due at any time.
      .filter(
        ({ kind, state }) =>
          state !== 'done' &&
          !(kind === 'resync-repository' && state === 'ready'),
      )
      .map(
        ({ kind, key, state, attempt }) =>
          `job ${kind} ${key} is ${state} after ${attempt} attempts`,
      )
  );
}

function auditProblems({ expected, records }: Outcome): string[] {
  return [
    'revision.proposed',
    'publication.started',
    'request.published',
  ].flatMap(action =>
    differences(
      `audit entries ${action}`,
      [...expected.values()].map(id => `${id}/1`),
      records.audit
        .filter(entry => entry.action === action)
        .map(({ request_id, generation }) => `${request_id}/${generation}`),
    ),
  );
}

/** What is missing, too many or not expected, when each of `expected` has to be there once. */
function differences(
  what: string,
  expected: string[],
  actual: string[],
): string[] {
  const counts = new Map(expected.map(item => [item, 0]));
  for (const item of actual) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  const wanted = new Set(expected);
  return [...counts].flatMap(([item, count]) => {
    if (!wanted.has(item)) {
      return [`${what}: not expected: ${item}`];
    }
    return count === 1
      ? []
      : [`${what}: expected once, found ${count} times: ${item}`];
  });
}

/** Git's name of a content, computed here rather than by what is under test. */
function blobIdOf(content: string): string {
  const bytes = Buffer.from(content, 'utf8');
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
