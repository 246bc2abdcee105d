import { z } from 'zod';
import { InvalidFieldsError } from '../../domain/errors/InvalidFieldsError';

const positionSchema = z.strictObject({
  /** Order that the page was read in: a cursor of another order would skip rows. */
  order: z.string(),
  at: z.iso.datetime(),
  /** Control characters are in no id, and PostgreSQL refuses some. */
  id: z.string().regex(/^\P{Cc}+$/u),
});

/** A position in a list, opaque to callers. */
export function encodeCursor(position: {
  order: string;
  at: Date;
  id: string;
}): string {
  return Buffer.from(
    JSON.stringify({ ...position, at: position.at.toISOString() }),
  ).toString('base64url');
}

/**
 * The position that a cursor stands for.
 *
 * @param isId - whether a text can be the id of what the list contains, where the database takes no other
 *
 * @throws InvalidFieldsError when it was not made by this list in this order.
 */
export function decodeCursor(
  cursor: string | undefined,
  order: string,
  isId: (id: string) => boolean = () => true,
): { at: Date; id: string } | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const position = positionSchema.safeParse(readJson(cursor));
  if (
    !position.success ||
    position.data.order !== order ||
    !isId(position.data.id)
  ) {
    throw foreignCursor(cursor);
  }
  return { at: new Date(position.data.at), id: position.data.id };
}

/** Ids of jobs. */
export function isUuid(id: string): boolean {
  return z.uuid().safeParse(id).success;
}

/** Ids of entries that the database numbers. */
export function isNumber(id: string): boolean {
  return /^\d{1,15}$/.test(id);
}

/** The answer to a cursor that the list did not make. */
export function foreignCursor(cursor: string): InvalidFieldsError {
  return new InvalidFieldsError([
    {
      field: 'cursor',
      expected: 'the nextCursor of a page of the same list in the same order',
      got: JSON.stringify(cursor.slice(0, 40)),
    },
  ]);
}

function readJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: the schema refuses it with the message that a caller understands.
    return undefined;
  }
}
