import { Knex } from 'knex';
import { ManifestContent } from '../../../domain/revision/Revision';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/** Contents by digest, in no particular order. Digests that name nothing are passed over. */
export async function readContents(
  db: Knex,
  digests: readonly string[],
): Promise<ManifestContent[]> {
  const found: ManifestContent[] = [];
  for (const chunk of chunksOf([...new Set(digests)])) {
    const rows = await db(tables.manifestBlobs)
      .whereIn('digest', chunk)
      .select<ManifestContent[]>('digest', 'content');
    found.push(...rows.map(({ digest, content }) => ({ digest, content })));
  }
  return found;
}
