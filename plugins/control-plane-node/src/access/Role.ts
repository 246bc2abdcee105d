/** What somebody may be to the control plane; a caller can hold several. */
export const ROLES = ['viewer', 'requester', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export function isRole(value: string): value is Role {
  return ROLES.some(role => role === value);
}

/** One role, given to some callers, perhaps for a part of the requests only. */
export interface RoleGrant {
  role: Role;
  /** Users and groups: full entity references in lower case. */
  entities: readonly string[];
  /** Subjects of service principals, exactly as they authenticate, e.g. `external:ci-payments`. */
  subjects: readonly string[];
  /** When present, the role counts for requests of these classes only. */
  classes?: readonly string[];
  /** When present, the role counts for requests in these regions only. */
  regions?: readonly string[];
  /** When present, the role counts for requests of these teams only. A service belongs to exactly these teams. */
  teams?: readonly string[];
}

/** `open`: everybody who is signed in sees all requests, read-only. */
export const VISIBILITIES = ['restricted', 'open'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export function isVisibility(value: string): value is Visibility {
  return VISIBILITIES.some(visibility => visibility === value);
}
