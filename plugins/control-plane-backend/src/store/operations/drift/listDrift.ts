import { Knex } from 'knex';
import { FilterExpression } from '../../../domain/request/RequestFilter';
import { ListedDrift } from '../../DriftStore';
import { DriftRow, rowToDrift } from '../../rows/DriftRow';
import { tables } from '../../tables';
import { applyVisibility } from '../request/applyVisibility';

/** One page of drift, newest first, of the requests that a caller may see. */
export async function listDrift(
  db: Knex,
  options: {
    visible: FilterExpression;
    requestId?: string;
    team?: string;
    app?: string;
    includeResolved: boolean;
    before?: { detectedAt: Date; id: string };
    limit: number;
  },
): Promise<ListedDrift[]> {
  const rows = db(tables.drift)
    .join(tables.requests, 'requests.id', 'drift.request_id')
    .select<Array<DriftRow & { repository: string }>>(
      'drift.*',
      'requests.repository',
    );
  applyVisibility(rows, options.visible);
  if (options.requestId !== undefined) {
    rows.where('drift.request_id', options.requestId);
  }
  if (options.team !== undefined) {
    rows.where('requests.team', options.team);
  }
  if (options.app !== undefined) {
    rows.where('requests.app', options.app);
  }
  if (!options.includeResolved) {
    rows.whereNull('drift.resolved_at');
  }
  if (options.before) {
    rows.whereRaw('(drift.detected_at, drift.id) < (?, ?)', [
      options.before.detectedAt,
      options.before.id,
    ]);
  }
  rows
    .orderBy('drift.detected_at', 'desc')
    .orderBy('drift.id', 'desc')
    .limit(options.limit);
  return (await rows).map(row => ({
    ...rowToDrift(row),
    repository: row.repository,
  }));
}
