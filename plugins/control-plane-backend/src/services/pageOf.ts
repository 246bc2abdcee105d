import { PageOf } from './HistoryService';

/** Cuts the one row too many that tells whether there are more. */
export function pageOf<T>(rows: T[], limit: number): PageOf<T> {
  return { items: rows.slice(0, limit), hasMore: rows.length > limit };
}
