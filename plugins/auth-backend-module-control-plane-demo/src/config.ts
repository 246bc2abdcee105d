import { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Persona, PersonaUsers, isPersona, personas } from './personas';

export const providerId = 'control-plane-demo';

const personasPath = `auth.providers.${providerId}.personas`;

const exampleUsers: PersonaUsers = {
  viewer: 'user:default/vera',
  requester: 'user:default/remy',
  approver: 'user:default/ada',
  admin: 'user:default/otto',
};

/**
 * Reads which catalog user plays which persona. A persona that is left out is played by the user of the example
 * organisation.
 *
 * @throws InputError naming the path of the key when a persona is unknown or its value is not a reference to a user.
 */
export function readPersonaUsers(config: Config): PersonaUsers {
  const section = config.getOptionalConfig(personasPath);
  for (const key of section?.keys() ?? []) {
    if (!isPersona(key)) {
      throw new InputError(
        `${personasPath}.${key} is not a persona; expected one of ${personas.join(
          ', ',
        )}`,
      );
    }
  }
  const read = (persona: Persona) =>
    readUserRef(
      section?.getOptionalString(persona) ?? exampleUsers[persona],
      `${personasPath}.${persona}`,
    );
  return {
    viewer: read('viewer'),
    requester: read('requester'),
    approver: read('approver'),
    admin: read('admin'),
  };
}

function readUserRef(value: string, path: string): string {
  try {
    const ref = parseEntityRef(value);
    if (ref.kind.toLocaleLowerCase('en-US') === 'user') {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Fall through: whatever is wrong with it, the remedy is the same.
  }
  throw new InputError(
    `${path} must be a full reference to a user, such as 'user:default/vera'; got '${value}'`,
  );
}
