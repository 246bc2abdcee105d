import { createHash } from 'node:crypto';
import { PublicationRecord } from '../Evidence';
import { groupBy } from '../groupBy';
import { Checked } from './Checked';
import { publicationsById } from './storedContents';

/** Invariant 8: what is done outside was stored before, under a name that follows from what it is. */
export function intentFirst(checked: Checked): string[] {
  return [
    ...nameProblems(checked),
    ...startProblems(checked),
    ...baseProblems(checked),
  ];
}

/** The first half of the digest of JSON without spaces, which for texts and numbers is the canonical one. */
function nameOf(prefix: string, parts: Array<string | number>): string {
  const digest = createHash('sha256').update(JSON.stringify(parts));
  return `${prefix}-${digest.digest('hex').slice(0, 16)}`;
}

function nameProblems({ records }: Checked): string[] {
  const counts = new Map<string, number>();
  const newestOfTarget = new Map<string, string>();
  const operations = records.publications.flatMap(publication => {
    const { operationId, planDigest, target } = publication;
    const owner =
      target === null
        ? `${publication.requestId}/${publication.generation}`
        : `target/${target}/${newestOfTarget.get(target) ?? 'first'}`;
    const ordinal = counts.get(owner) ?? 0;
    counts.set(owner, ordinal + 1);
    if (target !== null) {
      newestOfTarget.set(target, operationId);
    }
    const expected = nameOf('op', ['operation', owner, planDigest, ordinal]);
    return operationId === expected
      ? []
      : [
          `${operationId} is number ${ordinal} of ${owner}, expected ${expected}`,
        ];
  });
  // A key may also stand for a change of a request that another one made.
  const requests = [
    ...groupBy(records.keys, ({ requestId }) => requestId),
  ].flatMap(([requestId, keys]) =>
    keys.some(({ caller, key }) => nameOf('req', [caller, key]) === requestId)
      ? []
      : [
          `${requestId} is of the keys ${keys
            .map(({ key }) => key)
            .join(', ')}, and none of them makes that name`,
        ],
  );
  return [...operations, ...requests];
}

/** The intent, the start of the publication and the word of it in the audit are one transaction. */
function startProblems({ records }: Checked): string[] {
  const ofRequests = records.publications.filter(
    ({ requestId }) => requestId !== null,
  );
  const started = new Set(
    ofRequests.map(({ requestId, generation }) => `${requestId}/${generation}`),
  );
  const told = records.audit
    .filter(({ action }) => action === 'publication.started')
    .map(({ details }) => details.operation);
  return [
    ...records.revisions
      .filter(
        ({ requestId, generation, publicationStartedAt }) =>
          started.has(`${requestId}/${generation}`) !==
          (publicationStartedAt !== null),
      )
      .map(
        ({ requestId, generation }) =>
          `generation ${generation} of ${requestId} and its publications disagree on whether it was begun`,
      ),
    ...ofRequests
      .filter(
        ({ operationId }) =>
          told.filter(operation => operation === operationId).length !== 1,
      )
      .map(({ operationId }) => `the start of ${operationId} is not told once`),
  ];
}

/** Where a push may have happened, the head that it was built on was stored before. */
function baseProblems({ records, branch, rewritten }: Checked): string[] {
  const places = new Map(branch.commits.map(({ id }, index) => [id, index]));
  const publications = publicationsById(records);
  return branch.commits.flatMap(({ id, operations }, index) => {
    const publication = publications.get(operations[0]);
    return publication && !rewritten && !isBefore(publication, index, places)
      ? [
          `commit ${id} of ${operations[0]} does not come after the base ${publication.base}`,
        ]
      : [];
  });
}

function isBefore(
  { base }: PublicationRecord,
  index: number,
  places: ReadonlyMap<string, number>,
): boolean {
  const place = base === null ? undefined : places.get(base);
  return place !== undefined && place < index;
}
