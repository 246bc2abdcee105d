const TEAM_REF = /^group:default\//i;

/** The name of a team, which may be given by the reference under which the catalog knows it. */
export function teamName(text: string): string {
  return text.replace(TEAM_REF, '');
}
