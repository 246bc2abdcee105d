import { z } from 'zod';
import { environmentClassSchema, labelSchema } from '../../wire';
import { defineRoutes } from './defineRoutes';

/** What may be requested. */
export const classRoutes = defineRoutes({
  listClasses: {
    method: 'get',
    path: '/v1/environment-classes',
    summary: 'Lists the classes that may be requested',
    responses: { 200: z.object({ items: z.array(environmentClassSchema) }) },
    problems: [403],
  },
  getClass: {
    method: 'get',
    path: '/v1/environment-classes/{name}',
    summary: 'Gets one class',
    params: z.strictObject({ name: labelSchema }),
    responses: { 200: environmentClassSchema },
    problems: [403, 404],
  },
});
