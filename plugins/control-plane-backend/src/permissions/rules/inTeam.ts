import { createPermissionRule } from '@backstage/plugin-permission-node';
import { splitEntityRef } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { REQUEST_RULES } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { z } from 'zod';
import { requestResourceRef } from '../requestResourceRef';

/** Holds for requests that one of the teams owns. */
export const inTeam = createPermissionRule({
  name: REQUEST_RULES.inTeam,
  description: 'Allow requests that one of the teams owns',
  resourceRef: requestResourceRef,
  paramsSchema: z.object({
    teams: z
      .array(z.string())
      .min(1)
      .describe(
        'Names of teams, or references of their groups in the default namespace; other references are passed over',
      ),
  }),
  apply: (facts, { teams }) => teamNames(teams).includes(facts.team),
  toQuery: ({ teams }) => ({
    type: 'match',
    key: 'team',
    values: teamNames(teams),
  }),
});

/** Policies often hold a user's ownership references and nothing else: those of groups are teams, the user's own is not. */
function teamNames(teams: string[]): string[] {
  return teams.flatMap(team => {
    const ref = splitEntityRef(team);
    if (!ref?.kind) {
      return [team];
    }
    const isTeam =
      ref.kind === 'group' && (ref.namespace ?? 'default') === 'default';
    return isTeam ? [ref.name] : [];
  });
}
