import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What is already chosen of a new request; an absent member is still open. */
export interface Chosen {
  team?: string;
  class?: string;
  region?: string;
}

function covers(values: readonly string[] | undefined, value?: string) {
  return value === undefined || values === undefined || values.includes(value);
}

/** Scopes in which somebody may create what is chosen so far. */
function scopesFor(caller: CallerRights, chosen: Chosen) {
  return caller.create.filter(
    ({ teams, classes, regions }) =>
      covers(teams, chosen.team) &&
      covers(classes, chosen.class) &&
      covers(regions, chosen.region),
  );
}

/** Whether the caller may create something that fits what is chosen so far. */
export function mayCreate(caller: CallerRights, chosen: Chosen): boolean {
  return scopesFor(caller, chosen).length > 0;
}

/** The regions of a class in which the caller may create. */
export function creatableRegions(
  caller: CallerRights,
  regions: readonly string[],
  chosen: Omit<Chosen, 'region'>,
): string[] {
  return regions.filter(region => mayCreate(caller, { ...chosen, region }));
}

/**
 * For which teams the caller may create: these, or any.
 *
 * @remarks
 * A scope without teams means anywhere its role reaches: everywhere for an admin, the own teams for others.
 */
export function creatableTeams(
  caller: CallerRights,
  ownTeams: readonly string[],
  chosen: Omit<Chosen, 'team'> = {},
): { type: 'any' } | { type: 'these'; teams: string[] } {
  const scopes = scopesFor(caller, chosen);
  const isOpen = scopes.some(({ teams }) => teams === undefined);
  if (isOpen && caller.roles.includes('admin')) {
    return { type: 'any' };
  }
  const named = scopes.flatMap(({ teams }) => teams ?? []);
  const teams = [...new Set([...named, ...(isOpen ? ownTeams : [])])];
  return { type: 'these', teams: teams.sort() };
}
