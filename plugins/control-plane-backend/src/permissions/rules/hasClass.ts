import { createPermissionRule } from '@backstage/plugin-permission-node';
import { REQUEST_RULES } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { z } from 'zod';
import { requestResourceRef } from '../requestResourceRef';

/** Holds for requests of one of the classes, whatever their revision. */
export const hasClass = createPermissionRule({
  name: REQUEST_RULES.hasClass,
  description: 'Allow requests of one of the classes',
  resourceRef: requestResourceRef,
  paramsSchema: z.object({
    classes: z.array(z.string()).min(1).describe('Names of classes'),
  }),
  apply: (facts, { classes }) => classes.includes(facts.class),
  toQuery: ({ classes }) => ({ type: 'match', key: 'class', values: classes }),
});
