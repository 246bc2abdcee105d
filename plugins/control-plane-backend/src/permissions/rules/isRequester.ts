import { createPermissionRule } from '@backstage/plugin-permission-node';
import {
  REQUEST_RULES,
  normaliseEntityRef,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { z } from 'zod';
import { requestResourceRef } from '../requestResourceRef';

/** Holds for requests that one of the named callers asked for. */
export const isRequester = createPermissionRule({
  name: REQUEST_RULES.isRequester,
  description: 'Allow requests that one of the callers asked for',
  resourceRef: requestResourceRef,
  paramsSchema: z.object({
    requesters: z
      .array(z.string())
      .min(1)
      .describe('Entity references of users, or subjects of services'),
  }),
  apply: (facts, { requesters }) =>
    requesters.map(normaliseEntityRef).includes(facts.requester),
  toQuery: ({ requesters }) => ({
    type: 'match',
    key: 'requester',
    values: requesters.map(normaliseEntityRef),
  }),
});
