import { splitEntityRef } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** The name of a team, which may be given by a reference as the catalog takes it; what is none is left to the server. */
export function teamName(text: string): string {
  const ref = splitEntityRef(text);
  const isTeam =
    (ref?.kind ?? 'group') === 'group' &&
    (ref?.namespace ?? 'default') === 'default';
  return ref && isTeam ? ref.name : text;
}
