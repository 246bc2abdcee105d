import { decodeCursor, foreignCursor } from './cursor';

interface RevisionPosition {
  requestedAt: Date;
  requestId: string;
  generation: number;
}

/** The position of a revision in a list over several requests, for a cursor. */
export function revisionPosition(revision: RevisionPosition): {
  at: Date;
  id: string;
} {
  return {
    at: revision.requestedAt,
    id: `${revision.requestId}/${revision.generation}`,
  };
}

/**
 * The revision that a cursor of such a list stands for.
 *
 * @throws InvalidFieldsError when it was not made by this list.
 */
export function decodeRevisionCursor(
  cursor: string | undefined,
  order: string,
): RevisionPosition | undefined {
  const position = decodeCursor(cursor, order);
  if (cursor === undefined || !position) {
    return undefined;
  }
  const parts = /^(req-[0-9a-f]{16})\/(\d{1,7})$/.exec(position.id);
  if (!parts) {
    throw foreignCursor(cursor);
  }
  return {
    requestedAt: position.at,
    requestId: parts[1],
    generation: Number(parts[2]),
  };
}
