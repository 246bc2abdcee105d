import { z } from 'zod';
import { InvalidFieldsError } from '../../domain/errors/InvalidFieldsError';

const positionSchema = z.strictObject({
  /** Order that the page was read in: a cursor of another order would skip rows. */
  order: z.string(),
  at: z.iso.datetime(),
  id: z.string(),
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
 * @throws InvalidFieldsError when it was not made by this list in this order.
 */
export function decodeCursor(
  cursor: string | undefined,
  order: string,
): { at: Date; id: string } | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const position = positionSchema.safeParse(readJson(cursor));
  if (!position.success || position.data.order !== order) {
    throw foreignCursor(cursor);
  }
  return { at: new Date(position.data.at), id: position.data.id };
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
