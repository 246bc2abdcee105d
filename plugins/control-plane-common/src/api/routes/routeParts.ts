import { z } from 'zod';
import { lazySchema } from '../../validation/lazySchema';
import {
  digitsSchema,
  generationSchema,
  pageQueryShape,
  requestIdSchema,
} from '../../wire';

/** Where requests are found. */
export const REQUESTS = '/v1/environment-requests';

export const generation = digitsSchema(generationSchema);

/** The path parameter of one request. */
export const byId = lazySchema(() => z.strictObject({ id: requestIdSchema }));

/** The path parameters of one revision. */
export const byGeneration = lazySchema(() =>
  z.strictObject({ id: requestIdSchema, generation }),
);

/** The query of a list that has no filters. */
export const page = lazySchema(() => z.strictObject(pageQueryShape));
