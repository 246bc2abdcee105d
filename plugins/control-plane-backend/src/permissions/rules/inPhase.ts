import { createPermissionRule } from '@backstage/plugin-permission-node';
import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { REQUEST_RULES } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { z } from 'zod';
import { requestResourceRef } from '../requestResourceRef';

/** Holds for requests that are in one of the phases now. */
export const inPhase = createPermissionRule({
  name: REQUEST_RULES.inPhase,
  description: 'Allow requests that are in one of the phases',
  resourceRef: requestResourceRef,
  paramsSchema: z.object({
    phases: z.array(z.enum(REQUEST_PHASES)).min(1).describe('Phases'),
  }),
  apply: (facts, { phases }) => phases.includes(facts.phase),
  toQuery: ({ phases }) => ({ type: 'match', key: 'phase', values: phases }),
});
