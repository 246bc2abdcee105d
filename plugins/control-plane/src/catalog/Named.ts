import { Entity } from '@backstage/catalog-model';

/** An entity as a choice: the name that a request takes, and what people call it. */
export interface Named {
  name: string;
  title: string;
}

export const NAMED_FIELDS = ['kind', 'metadata.name', 'metadata.title'];

export function namedOf(entity: Entity): Named {
  const { name, title } = entity.metadata;
  const { profile } = entity.spec ?? {};
  const displayName =
    profile !== null && typeof profile === 'object' && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return {
    name,
    title: title ?? (typeof displayName === 'string' ? displayName : name),
  };
}
