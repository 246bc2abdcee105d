import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { isLabel } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { Named, namedOf, NAMED_FIELDS } from './Named';

/** The teams of the catalog that may own a request, and those the signed-in user is in. */
export interface Teams {
  all: Named[];
  own: string[];
}

export function useTeams(): Loaded<Teams> {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  return useLoaded(['catalog-teams'], async () => {
    const [groups, { ownershipEntityRefs }] = await Promise.all([
      catalog.getEntities({
        filter: { kind: 'Group', 'metadata.namespace': 'default' },
        fields: [...NAMED_FIELDS, 'spec.profile.displayName'],
      }),
      identity.getBackstageIdentity(),
    ]);
    return {
      // A group whose name is no label cannot own a request: its name becomes that of a folder and of namespaces.
      all: groups.items
        .map(namedOf)
        .filter(({ name }) => isLabel(name))
        .sort((a, b) => a.title.localeCompare(b.title)),
      own: ownershipEntityRefs
        .map(ref => parseEntityRef(ref))
        .filter(
          ({ kind, namespace }) =>
            kind.toLocaleLowerCase('en-US') === 'group' &&
            namespace === 'default',
        )
        .map(({ name }) => name),
    };
  });
}

/** Names of the catalog's teams to filter by; empty while they are not known. */
export function useCatalogTeamNames(): string[] {
  const teams = useTeams();
  return teams.status === 'ready'
    ? teams.value.all.map(({ name }) => name)
    : [];
}
