import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  ManifestContent,
  ManifestFile,
  Revision,
} from '../../../domain/revision/Revision';
import { insertText } from '../../../sql/insertText';
import { listRelation } from '../../../sql/listRelation';
import { Writing } from '../../../sql/runTogether';
import { revisionToRow } from '../../rows/RevisionRow';
import { tables } from '../../tables';
import { byCodeUnit } from '../byCodeUnit';

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
      statement: insertText(db, {
        table: tables.revisions,
        row: revisionToRow(revision),
        rest: 'on conflict do nothing returning generation',
      }),
      refusal: () =>
        new ConflictError(
          `Generation ${generation} of ${requestId} cannot be stored: it exists already, or a revision of its slot (${slot}) is open and has to be ended first`,
        ),
    },
    ...insertContents(db, [...manifests, ...sources]),
    ...insertManifests(db, revision, manifests),
  ];
}

function insertContents(
  db: Knex,
  manifests: readonly ManifestContent[],
): Writing[] {
  if (manifests.length === 0) {
    return [];
  }
  const contents = new Map(
    manifests.map(({ digest, content }) => [digest, { digest, content }]),
  );
  const sorted = [...contents.values()].sort(byCodeUnit(blob => blob.digest));
  const given = listRelation(db, 'given', {
    digest: { type: 'text', values: sorted.map(({ digest }) => digest) },
    content: { type: 'text', values: sorted.map(({ content }) => content) },
  });
  return [
    {
      statement: db.raw(
        // Without a condition SQLite takes "on conflict" for a join.
        `insert into manifest_blobs (digest, content)
         select digest, content from ? where true
         on conflict (digest) do nothing`,
        [given],
      ),
    },
  ];
}

function insertManifests(
  db: Knex,
  { requestId, generation }: Revision,
  manifests: readonly ManifestFile[],
): Writing[] {
  if (manifests.length === 0) {
    return [];
  }
  const given = listRelation(db, 'given', {
    request_id: { type: 'text', values: manifests.map(() => requestId) },
    generation: { type: 'integer', values: manifests.map(() => generation) },
    path: { type: 'text', values: manifests.map(({ path }) => path) },
    digest: { type: 'text', values: manifests.map(({ digest }) => digest) },
  });
  return [
    {
      statement: db.raw(
        // Those of a generation that exists conflict: then the revision is refused, in words.
        `insert into revision_manifests (request_id, generation, path, digest)
         select request_id, generation, path, digest from ? where true
         on conflict do nothing`,
        [given],
      ),
    },
  ];
}
