import {
  createProxyAuthenticator,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import { InputError, NotFoundError, isError } from '@backstage/errors';
import { Persona, PersonaUsers, isPersona, personas } from './personas';
import { providerId } from './config';

export const personaHeader = 'x-control-plane-demo-persona';

export interface DemoAuthResult {
  persona: Persona;
}

/**
 * Believes whoever calls. The persona travels in a header that browsers send across origins only after a preflight,
 * so a foreign page cannot obtain a token even while the demo runs on somebody's machine.
 */
export const demoAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize() {},
  async authenticate({ req }): Promise<{ result: DemoAuthResult }> {
    const value = req.header(personaHeader);
    if (value === undefined || !isPersona(value)) {
      throw new InputError(
        `Header '${personaHeader}' must be one of ${personas.join(', ')}; ${
          value === undefined ? 'it was not sent' : `got '${value}'`
        }`,
      );
    }
    return { result: { persona: value } };
  },
});

/** Signs in as the catalog user of the persona, so that the session carries that user's groups. */
export function createDemoSignInResolver(
  users: PersonaUsers,
): SignInResolver<DemoAuthResult> {
  return async ({ result: { persona } }, ctx) => {
    const entityRef = users[persona];
    try {
      return await ctx.signInWithCatalogUser({ entityRef });
    } catch (error) {
      if (!isError(error) || error.name !== 'NotFoundError') {
        throw error;
      }
      throw new NotFoundError(
        `The catalog has no ${entityRef} to sign in as ${persona}; if the backend has just started, try again in a few seconds, ` +
          `else add the user to the catalog or name another one in auth.providers.${providerId}.personas.${persona}`,
        error,
      );
    }
  };
}
