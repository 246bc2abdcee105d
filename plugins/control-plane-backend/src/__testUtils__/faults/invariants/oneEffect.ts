import { BranchCommit, PublicationRecord } from '../Evidence';
import { groupBy } from '../groupBy';
import { Checked } from './Checked';

/** Invariant 2: an operation is at most one commit, and one that is told as published is exactly one. */
export function oneEffect(checked: Checked): string[] {
  const commits = groupBy(
    checked.branch.commits.flatMap(commit =>
      commit.operations.map(operation => ({ operation, commit })),
    ),
    ({ operation }) => operation,
  );
  const commitsOf = (operation: string) =>
    (commits.get(operation) ?? []).map(({ commit }) => commit);
  const known = new Map(
    checked.records.publications.map(publication => [
      publication.operationId,
      publication,
    ]),
  );
  return [
    ...[...commits.keys()].flatMap(operation =>
      commitsOf(operation).length === 1
        ? []
        : [
            `${operation} has ${
              commitsOf(operation).length
            } commits: ${commitsOf(operation)
              .map(({ id }) => id)
              .join(', ')}`,
          ],
    ),
    ...checked.branch.commits.flatMap(commit => commitProblems(commit, known)),
    ...checked.records.publications.flatMap(publication =>
      publicationProblems(checked, publication, commitsOf),
    ),
    ...orderProblems(checked, known),
    ...auditProblems(checked),
  ];
}

/** A commit of ours does what one known operation says, for whom it says, on top of one other. */
function commitProblems(
  commit: BranchCommit,
  known: ReadonlyMap<string, PublicationRecord>,
): string[] {
  const { id, operations, requests, generations, parents, changes } = commit;
  if (operations.length === 0) {
    return requests.length + generations.length === 0
      ? []
      : [`commit ${id} names a request and no operation`];
  }
  const publication = known.get(operations[0]);
  if (operations.length > 1 || !publication) {
    return [
      `commit ${id} is of ${operations.join(' and ')}, of which the database ${
        publication ? 'expects a commit each' : 'knows nothing'
      }`,
    ];
  }
  const { requestId, generation, paths } = publication;
  const named = `${requests.join('+')}/${generations.join('+')}`;
  const expected = `${requestId ?? ''}/${generation ?? ''}`;
  return [
    ...(named === expected
      ? []
      : [
          `commit ${id} of ${operations[0]} names ${named}, expected ${expected}`,
        ]),
    ...(parents.length === 1
      ? []
      : [`commit ${id} of ${operations[0]} has ${parents.length} parents`]),
    ...[...changes.keys()]
      .filter(path => !paths.some(owned => path.startsWith(`${owned}/`)))
      .map(
        path =>
          `commit ${id} changed ${path}, which ${operations[0]} does not own`,
      ),
  ];
}

function publicationProblems(
  { branch, rewritten }: Checked,
  publication: PublicationRecord,
  commitsOf: (operation: string) => BranchCommit[],
): string[] {
  const { operationId, state, commit, base, reason } = publication;
  const own = commitsOf(operationId);
  switch (state) {
    case 'published':
      return own.some(({ id }) => id === commit) || rewritten
        ? []
        : [
            `${operationId} is told as published by ${commit}, which the branch does not hold`,
          ];
    case 'unchanged':
      return [
        ...own.map(
          ({ id }) =>
            `${operationId} is told as unchanged and has commit ${id}`,
        ),
        ...(branch.commits.some(({ id }) => id === commit) || rewritten
          ? []
          : [
              `${operationId} is told as unchanged at ${commit}, which the branch does not hold`,
            ]),
      ];
    case 'failed':
      // Whoever cancels or voids an operation says so although it may have landed unseen; the next one finds it so.
      return own
        .filter(() => base === null || reason !== 'approval_void')
        .map(
          ({ id }) => `${operationId} is told as failed and has commit ${id}`,
        );
    case 'skipped':
      // One that was pushed and not heard of is passed over once a newer generation was pushed.
      return own
        .filter(() => base === null)
        .map(
          ({ id }) => `${operationId} is told as skipped and has commit ${id}`,
        );
    case 'pending':
      return own
        .filter(() => base === null)
        .map(({ id }) => `${operationId} was never tried and has commit ${id}`);
    default:
      return [`${operationId} is ${state}, which is no state`];
  }
}

/** What the branch holds of a request only grows. */
function orderProblems(
  { branch }: Checked,
  known: ReadonlyMap<string, PublicationRecord>,
): string[] {
  const newest = new Map<string, number>();
  return branch.commits.flatMap(({ id, operations }) => {
    const publication = known.get(operations[0]);
    if (!publication?.requestId || publication.generation === null) {
      return [];
    }
    const { requestId, generation } = publication;
    const before = newest.get(requestId) ?? 0;
    newest.set(requestId, Math.max(before, generation));
    return generation < before
      ? [
          `commit ${id} put generation ${generation} of ${requestId} on generation ${before}`,
        ]
      : [];
  });
}

/** What an operation came to is told once. */
function auditProblems({ records }: Checked): string[] {
  const told = records.audit.flatMap(({ action, details }) =>
    ['request.published', 'request.deleted', 'drift.repaired'].includes(action)
      ? [details.operation ?? 'no operation']
      : [],
  );
  return [...groupBy(told, operation => operation)].flatMap(
    ([operation, { length }]) =>
      length === 1 ? [] : [`the end of ${operation} is told ${length} times`],
  );
}
