import { Page } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Host } from '../Host';
import { integer, text } from './flagTypes';

export const pageFlags = {
  limit: {
    type: integer('--limit', { min: 1, max: 100 }),
    description: 'Most entries of one page',
    placeholder: '<count>',
  },
  cursor: {
    type: text('--cursor'),
    description: 'Where to go on, as the last page told',
    placeholder: '<cursor>',
  },
  all: {
    type: Boolean,
    description: 'All pages',
  },
} as const;

interface PagePosition {
  limit?: number;
  cursor?: string;
}

/** One page, or all of them as one; tells on stderr how to go on when there is more. */
export async function readPages<T>(options: {
  flags: PagePosition & { all?: boolean };
  host: Host;
  read: (position: PagePosition) => Promise<Page<T>>;
}): Promise<Page<T>> {
  const { flags, host, read } = options;
  const items: T[] = [];
  let cursor = flags.cursor;
  do {
    const page = await read({ limit: flags.limit, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (flags.all && cursor !== undefined);
  if (cursor === undefined) {
    return { items };
  }
  host.stderr(`There is more: --cursor ${cursor}, or --all\n`);
  return { items, nextCursor: cursor };
}
