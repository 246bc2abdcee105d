import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import { useControlPlaneLinks } from '@platform-control-plane/backstage-plugin-control-plane-react';

/**
 * Where one asks for something for the component on the page: the gallery of classes, with app and team filled in.
 *
 * @remarks
 * Only a group can be the team of a request; a component that a person owns leaves the team open.
 */
export function useAskHref(): string {
  const { entity } = useEntity();
  const links = useControlPlaneLinks();
  const team = getEntityRelations(entity, RELATION_OWNED_BY).find(
    ({ kind }) => kind.toLocaleLowerCase('en-US') === 'group',
  );
  const params = new URLSearchParams({ app: entity.metadata.name });
  if (team) {
    params.set('team', team.name);
  }
  return `${links.root()}/classes?${params}`;
}
