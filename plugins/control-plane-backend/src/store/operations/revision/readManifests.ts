import { Knex } from 'knex';
import { ManifestFile } from '../../../domain/revision/Revision';
import { tables } from '../../tables';
import { byCodeUnit } from '../byCodeUnit';

/** The files of one revision, byte for byte as they were stored, sorted by path. */
export async function readManifests(
  db: Knex,
  requestId: string,
  generation: number,
): Promise<ManifestFile[]> {
  const files = await db(tables.revisionManifests)
    .join(
      tables.manifestBlobs,
      'manifest_blobs.digest',
      'revision_manifests.digest',
    )
    .where({ request_id: requestId, generation })
    .select<ManifestFile[]>(
      'revision_manifests.path',
      'revision_manifests.digest',
      'manifest_blobs.content',
    );
  return files
    .map(({ path, digest, content }) => ({ path, digest, content }))
    .sort(byCodeUnit(file => file.path));
}
