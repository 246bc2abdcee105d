import { TERMINAL_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Knex } from 'knex';
import { Request } from '../../../domain/request/Request';
import { RequestRow, rowToRequest } from '../../rows/RequestRow';
import { tables } from '../../tables';

/** Live requests that have something published in a repository, by id, after `afterId`. */
export async function listPublished(
  db: Knex,
  options: { repository: string; afterId?: string; limit: number },
): Promise<Request[]> {
  const rows = db<RequestRow>(tables.requests)
    .select('*')
    .where('published_repository', options.repository)
    .whereNotIn('phase', TERMINAL_PHASES)
    .orderBy('id')
    .limit(options.limit);
  if (options.afterId !== undefined) {
    rows.where('id', '>', options.afterId);
  }
  return (await rows).map(rowToRequest);
}
