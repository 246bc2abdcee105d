/** The roles a person can sign in as; each one is played by a user of the catalog. */
export const personas = ['viewer', 'requester', 'approver', 'admin'] as const;

export type Persona = (typeof personas)[number];

/** Which catalog user plays which role, as full entity references. */
export type PersonaUsers = Record<Persona, string>;

export function isPersona(value: string): value is Persona {
  return personas.some(persona => persona === value);
}
