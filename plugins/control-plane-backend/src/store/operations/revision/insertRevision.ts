import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  ManifestContent,
  ManifestFile,
  Revision,
} from '../../../domain/revision/Revision';
import { RevisionRow, revisionToRow } from '../../rows/RevisionRow';
import { tables } from '../../tables';
import { byCodeUnit } from '../byCodeUnit';
import { chunksOf } from '../chunksOf';

/**
 * Stores a revision with its manifests, all or nothing.
 *
 * @remarks
 * Contents are stored once by digest. They are written in the order of their digests, so that two transactions that
 * bring the same contents wait for each other instead of deadlocking.
 *
 * @throws ConflictError when the generation exists, or when another revision of its slot is open.
 */
export async function insertRevision(
  db: Knex,
  revision: Revision,
  manifests: readonly ManifestFile[],
  sources: readonly ManifestContent[],
): Promise<void> {
  await db.transaction(async tx => {
    const inserted = await tx<RevisionRow>(tables.revisions)
      .insert(revisionToRow(revision))
      .onConflict()
      .ignore()
      .returning('generation');
    if (inserted.length === 0) {
      throw new ConflictError(
        `Generation ${revision.generation} of ${revision.requestId} cannot be stored: it exists already, or a revision of its slot (${revision.slot}) is open and has to be ended first`,
      );
    }
    await insertContents(tx, [...manifests, ...sources]);
    for (const chunk of chunksOf(manifests)) {
      await tx(tables.revisionManifests).insert(
        chunk.map(({ path, digest }) => ({
          request_id: revision.requestId,
          generation: revision.generation,
          path,
          digest,
        })),
      );
    }
  });
}

async function insertContents(
  tx: Knex.Transaction,
  manifests: readonly ManifestContent[],
): Promise<void> {
  const contents = new Map(
    manifests.map(({ digest, content }) => [digest, { digest, content }]),
  );
  const sorted = [...contents.values()].sort(byCodeUnit(blob => blob.digest));
  for (const chunk of chunksOf(sorted)) {
    await tx(tables.manifestBlobs).insert(chunk).onConflict('digest').ignore();
  }
}
