import { blobIdOf } from '../blobIdOf';
import { PublicationRecord, Records } from '../Evidence';
import { groupBy } from '../groupBy';
import { Folder } from './branchHistory';

/** Name of the content by path, for each `request/generation` that has manifests. */
export function storedContents({
  manifests,
}: Pick<Records, 'manifests'>): ReadonlyMap<string, Folder> {
  const generations = groupBy(
    manifests,
    ({ requestId, generation }) => `${requestId}/${generation}`,
  );
  return new Map(
    [...generations].map(([name, files]) => [
      name,
      new Map(files.map(({ path, content }) => [path, blobIdOf(content)])),
    ]),
  );
}

export function publicationsById({
  publications,
}: Pick<Records, 'publications'>): ReadonlyMap<string, PublicationRecord> {
  return new Map(
    publications.map(publication => [publication.operationId, publication]),
  );
}
