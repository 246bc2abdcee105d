import { IndexableDocument } from '@backstage/plugin-search-common';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A class as search keeps it. */
export interface ClassDocument extends IndexableDocument {
  name: string;
  kind: string;
}

/** Everything by which people look for a class: what it is for, where, and which rules it brings. */
export function classToDocument(offered: EnvironmentClass): ClassDocument {
  const { name, kind, title, description, regions, policyPacks } = offered;
  return {
    title,
    text: [
      `Class ${name}`,
      ...(description ? [description] : []),
      `regions ${regions.join(', ')}`,
      ...(policyPacks.length > 0
        ? [`policy packs ${policyPacks.join(', ')}`]
        : []),
    ].join('; '),
    location: `/control-plane/classes/${name}`,
    name,
    kind,
  };
}
