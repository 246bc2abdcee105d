import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { isLabel } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { Named, namedOf, NAMED_FIELDS } from './Named';

/** Components that a list shows at once; more are found by typing. */
const MAX_LISTED = 200;

/** Components that may have an environment: the team's own, then others. */
export interface Apps {
  own: Named[];
  others: Named[];
  /** Whether the catalog has more than are listed. */
  hasMore: boolean;
}

const components = { kind: 'Component', 'metadata.namespace': 'default' };

/** Components whose name or title contains `search`, those of `team` apart. */
export function useApps(options: {
  team: string;
  search: string;
}): Loaded<Apps> {
  const { team, search } = options;
  const catalog = useApi(catalogApiRef);
  return useLoaded(['catalog-apps', team, search], async () => {
    const query = {
      fields: NAMED_FIELDS,
      limit: MAX_LISTED,
      orderFields: { field: 'metadata.name', order: 'asc' as const },
      fullTextFilter: {
        term: search,
        fields: ['metadata.name', 'metadata.title'],
      },
    };
    const [owned, all] = await Promise.all([
      team
        ? catalog.queryEntities({
            ...query,
            filter: {
              ...components,
              'relations.ownedBy': `group:default/${team}`,
            },
          })
        : { items: [], totalItems: 0 },
      catalog.queryEntities({ ...query, filter: components }),
    ]);
    const own = owned.items.map(namedOf).filter(({ name }) => isLabel(name));
    const others = all.items
      .map(namedOf)
      .filter(({ name }) => isLabel(name))
      .filter(({ name }) => !own.some(mine => mine.name === name));
    return {
      own,
      others,
      hasMore: owned.totalItems > MAX_LISTED || all.totalItems > MAX_LISTED,
    };
  });
}
