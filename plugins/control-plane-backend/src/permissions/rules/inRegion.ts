import { createPermissionRule } from '@backstage/plugin-permission-node';
import { REQUEST_RULES } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { z } from 'zod';
import { requestResourceRef } from '../requestResourceRef';

/** Holds for requests that land in one of the regions. */
export const inRegion = createPermissionRule({
  name: REQUEST_RULES.inRegion,
  description: 'Allow requests that land in one of the regions',
  resourceRef: requestResourceRef,
  paramsSchema: z.object({
    regions: z.array(z.string()).min(1).describe('Names of regions'),
  }),
  apply: (facts, { regions }) => regions.includes(facts.region),
  toQuery: ({ regions }) => ({ type: 'match', key: 'region', values: regions }),
});
