import { Knex } from 'knex';
import { ManifestFile } from '../../../domain/revision/Revision';
import { queryRows } from '../../../sql/queryRows';
import { RevisionManifests } from '../../RevisionStore';
import { byCodeUnit } from '../byCodeUnit';
import { GenerationKey, generationKeys } from './generationKeys';

/** The files of revisions, byte for byte as they were stored, sorted by path; in the order of the keys. */
export async function readManifestsOf(
  db: Knex,
  keys: readonly GenerationKey[],
): Promise<RevisionManifests[]> {
  if (keys.length === 0) {
    return [];
  }
  const rows = await queryRows<
    ManifestFile & { request_id: string; generation: number }
  >(
    db,
    db.raw(
      `select files.request_id, files.generation, files.path, files.digest, manifest_blobs.content
       from ?
       join revision_manifests as files
         on files.request_id = wanted.request_id and files.generation = wanted.generation
       join manifest_blobs on manifest_blobs.digest = files.digest`,
      [generationKeys(db, 'wanted', keys)],
    ),
  );
  const filesOf = new Map<string, ManifestFile[]>();
  for (const { request_id, generation, path, digest, content } of rows) {
    const key = `${request_id}/${generation}`;
    const files = filesOf.get(key) ?? [];
    files.push({ path, digest, content });
    filesOf.set(key, files);
  }
  return keys.map(({ requestId, generation }) => ({
    requestId,
    generation,
    files: (filesOf.get(`${requestId}/${generation}`) ?? []).sort(
      byCodeUnit(file => file.path),
    ),
  }));
}
