import { InputError } from '@backstage/errors';

/**
 * The number behind the id of an entry that the database numbers.
 *
 * @throws InputError when the text is none of the ids that were handed out, e.g. in a cursor that somebody made up.
 */
export function positionId(id: string): number {
  const position = /^\d{1,15}$/.test(id) ? Number(id) : undefined;
  if (position === undefined) {
    throw new InputError(
      `Expected the id of an entry, digits only, got ${JSON.stringify(id)}`,
    );
  }
  return position;
}
