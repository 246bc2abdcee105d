import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  ManifestContent,
  ManifestFile,
  Revision,
} from '../../../domain/revision/Revision';
import { Writing } from '../../../sql/runTogether';
import { RevisionRow, revisionToRow } from '../../rows/RevisionRow';
import { tables } from '../../tables';
import { byCodeUnit } from '../byCodeUnit';
import { chunksOf } from '../chunksOf';

/**
 * Stores a revision with its manifests; refused with a ConflictError when the generation exists, or when another revision
 * of its slot is open.
 *
 * @remarks
 * Contents are stored once by digest. They are written in the order of their digests, so that two transactions that
 * bring the same contents wait for each other instead of deadlocking.
 */
export function insertRevision(
  db: Knex,
  revision: Revision,
  manifests: readonly ManifestFile[],
  sources: readonly ManifestContent[],
): Writing[] {
  const { requestId, generation, slot } = revision;
  return [
    {
      statement: db<RevisionRow>(tables.revisions)
        .insert(revisionToRow(revision))
        .onConflict()
        .ignore()
        .returning('generation'),
      refusal: () =>
        new ConflictError(
          `Generation ${generation} of ${requestId} cannot be stored: it exists already, or a revision of its slot (${slot}) is open and has to be ended first`,
        ),
    },
    ...insertContents(db, [...manifests, ...sources]),
    ...chunksOf(manifests).map(chunk => ({
      statement: db(tables.revisionManifests)
        .insert(
          chunk.map(({ path, digest }) => ({
            request_id: requestId,
            generation,
            path,
            digest,
          })),
        )
        // Those of a generation that exists: then the revision is refused, in words.
        .onConflict()
        .ignore(),
    })),
  ];
}

function insertContents(
  db: Knex,
  manifests: readonly ManifestContent[],
): Writing[] {
  const contents = new Map(
    manifests.map(({ digest, content }) => [digest, { digest, content }]),
  );
  const sorted = [...contents.values()].sort(byCodeUnit(blob => blob.digest));
  return chunksOf(sorted).map(chunk => ({
    statement: db(tables.manifestBlobs)
      .insert(chunk)
      .onConflict('digest')
      .ignore(),
  }));
}
