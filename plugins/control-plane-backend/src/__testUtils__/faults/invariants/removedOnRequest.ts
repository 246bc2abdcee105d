import { Checked } from './Checked';
import { publicationsById, storedContents } from './storedContents';

/** Invariant 6: nothing is removed that nobody asked to remove. */
export function removedOnRequest({ records, branch }: Checked): string[] {
  const stored = storedContents(records);
  const publications = publicationsById(records);
  const deletions = new Set(
    records.revisions
      .filter(({ action }) => action === 'delete')
      .map(({ requestId, generation }) => `${requestId}/${generation}`),
  );
  const purposes = records.publications.flatMap(publication => {
    const { operationId, requestId, generation, purpose } = publication;
    const isDeletion = deletions.has(`${requestId}/${generation}`);
    return isDeletion === (purpose === 'remove')
      ? []
      : [
          `${operationId} is to ${purpose}, and generation ${generation} of ${requestId} is ${
            isDeletion ? 'a' : 'no'
          } deletion`,
        ];
  });
  const removals = branch.commits.flatMap(({ id, operations, changes }) => {
    const publication = publications.get(operations[0]);
    if (!publication?.requestId || publication.purpose === 'remove') {
      return [];
    }
    const wanted = stored.get(
      `${publication.requestId}/${publication.generation}`,
    );
    return [...changes]
      .filter(
        ([path, content]) =>
          content === undefined && (!wanted || wanted.has(path)),
      )
      .map(([path]) => `commit ${id} removed ${path} for ${operations[0]}`);
  });
  return [...purposes, ...removals];
}
