import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import { digitsSchema } from './primitives';

/** Where a page goes on; opaque to callers. */
export const cursorSchema = lazySchema(() =>
  z.string().regex(/^[A-Za-z0-9_-]{1,512}$/, {
    error: 'a cursor as the last page returned it',
  }),
);

export const limitSchema = digitsSchema(
  lazySchema(() => z.int().min(1).max(100)),
);

export const pageQueryShape = {
  limit: z.optional(limitSchema),
  cursor: z.optional(cursorSchema),
};

/** One page; `nextCursor` is absent on the last. */
export function pageSchema<S extends z.ZodType>(item: S) {
  return lazySchema(() =>
    z.object({
      items: z.array(item),
      nextCursor: cursorSchema.optional(),
    }),
  );
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}
