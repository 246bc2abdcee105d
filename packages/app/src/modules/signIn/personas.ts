export type PersonaId = 'viewer' | 'requester' | 'approver' | 'admin';

/** One of the people that the demo sign-in of the backend knows, as the example organisation casts them. */
export interface Persona {
  id: PersonaId;
  role: string;
  name: string;
  group: string;
  /** What the role may do, to choose by. */
  may: string;
}

export const personas: readonly Persona[] = [
  {
    id: 'viewer',
    role: 'Viewer',
    name: 'Vera Lindqvist',
    group: 'Platform',
    may: 'Looks at what the team has: requests, manifests, drift. Changes nothing.',
  },
  {
    id: 'requester',
    role: 'Requester',
    name: 'Remy Okafor',
    group: 'Platform',
    may: 'Asks for environments for the team, changes, extends and deletes them.',
  },
  {
    id: 'approver',
    role: 'Approver',
    name: 'Ada Marchetti',
    group: 'Change approvers',
    may: 'Sees the requests of every team and approves or rejects what others asked for.',
  },
  {
    id: 'admin',
    role: 'Admin',
    name: 'Otto Brandt',
    group: 'Platform admins',
    may: 'Operates the control plane for every team. May not approve own requests either.',
  },
];

export function findPersona(id: string | null): Persona | undefined {
  return personas.find(persona => persona.id === id);
}
