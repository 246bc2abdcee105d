import { z } from 'zod';
import { digitsSchema } from './primitives';

/** Where a page goes on; opaque to callers. */
export const cursorSchema = z.string().regex(/^[A-Za-z0-9_-]{1,512}$/, {
  error: 'a cursor as the last page returned it',
});

export const limitSchema = digitsSchema(z.int().min(1).max(100));

export const pageQueryShape = {
  limit: limitSchema.optional(),
  cursor: cursorSchema.optional(),
};

/** One page; `nextCursor` is absent on the last. */
export function pageSchema<S extends z.ZodType>(item: S) {
  return z.object({
    items: z.array(item),
    nextCursor: cursorSchema.optional(),
  });
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}
