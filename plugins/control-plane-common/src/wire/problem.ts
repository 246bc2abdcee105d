import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';

/**
 * RFC 9457 problem details, with Backstage's own `error` member beside them so that its clients understand them too.
 */
export const problemSchema = lazySchema(() =>
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string(),
    /** Every field that is wrong. */
    errors: z
      .array(
        z.object({ field: z.string(), expected: z.string(), got: z.string() }),
      )
      .optional(),
    error: z.object({ name: z.string(), message: z.string() }),
    response: z.object({ statusCode: z.int() }),
  }),
);
export type Problem = z.infer<typeof problemSchema>;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';
