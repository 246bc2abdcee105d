import { EnvironmentClassSpec } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Who defined a class; the first that does wins. */
export const CLASS_ORIGINS = ['config', 'catalog', 'default'] as const;
export type ClassOrigin = (typeof CLASS_ORIGINS)[number];

/** One immutable revision of a class. */
export interface ClassRevision {
  name: string;
  revision: number;
  digest: string;
  origin: ClassOrigin;
  spec: EnvironmentClassSpec;
  createdAt: Date;
}
