/**
 * The SQL condition that a revision is among those whose work is decided on with another one: the rule of four eyes, in one place.
 *
 * @remarks
 * Counted are the create, and every revision of the slot after the one that is in force, up to the decided one itself and whatever became of
 * it: each was proposed on top of the one before. It looks back without a limit, because whoever can push an edit out of sight by further
 * edits could then decide on their own.
 *
 * @param aliases - of two rows of `revisions`, and of the request that both belong to.
 */
export function editsDecidedOn(aliases: {
  edit: string;
  decided: string;
  request: string;
}): string {
  const { edit, decided, request } = aliases;
  return `${edit}.request_id = ${decided}.request_id
    and ${edit}.generation <= ${decided}.generation
    and (${edit}.action = 'create'
      or (${edit}.slot = ${decided}.slot
        and ${edit}.generation > coalesce(${request}.published_generation, 0)))`;
}
