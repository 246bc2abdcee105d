import { z } from 'zod';
import { lazySchema } from '../../validation/lazySchema';
import { environmentClassSchema, labelSchema, sha256Schema } from '../../wire';
import { defineRoutes } from './defineRoutes';

/** What may be requested. */
export const classRoutes = defineRoutes({
  listClasses: {
    method: 'get',
    path: '/v1/environment-classes',
    summary: 'Lists the classes that may be requested',
    responses: {
      200: lazySchema(() =>
        z.object({ items: z.array(environmentClassSchema) }),
      ),
    },
    problems: [403],
  },
  getClass: {
    method: 'get',
    path: '/v1/environment-classes/{name}',
    summary: 'Gets one class',
    params: lazySchema(() => z.strictObject({ name: labelSchema })),
    query: lazySchema(() =>
      z.strictObject({
        /** Digest of a revision, as a request pins it; the one that is offered now when absent. */
        digest: sha256Schema.optional(),
      }),
    ),
    responses: { 200: environmentClassSchema },
    problems: [403, 404],
  },
});
