import { Page } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { PageOf } from '../../services/HistoryService';
import { encodeCursor } from '../parse/cursor';

/** A page with the cursor of its last item, when there is more. */
export function presentPage<T, W>(
  page: PageOf<T>,
  how: {
    order: string;
    position: (item: T) => { at: Date; id: string };
    present: (item: T) => W;
  },
): Page<W> {
  const last = page.items.at(-1);
  return {
    items: page.items.map(how.present),
    ...(page.hasMore && last !== undefined
      ? {
          nextCursor: encodeCursor({ order: how.order, ...how.position(last) }),
        }
      : {}),
  };
}
