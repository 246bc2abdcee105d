import {
  auditReadPermission,
  classReadPermission,
  descriptorReadPermission,
  operationsManagePermission,
  operationsReadPermission,
  requestApprovePermission,
  requestCreatePermission,
  requestDeletePermission,
  requestReadPermission,
  requestReconcilePermission,
  requestUpdatePermission,
  requestWithdrawPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ROLES, Role } from './Role';

/**
 * How far a permission carries within a role.
 *
 * - `always`: it is not about a request, and narrowing the role to some requests does not matter.
 * - `installation`: it is about the installation as a whole, so a role narrowed to some requests does not carry it.
 * - `scope`: every request within the scope of the role.
 * - `team`: within the scope, the requests of the caller's teams.
 * - `ownOrTeam`: within the scope, those and whatever the caller asked for.
 * - `ownInTeam`: within the scope, what the caller asked for and a team of theirs owns.
 */
export type Reach =
  | 'always'
  | 'installation'
  | 'scope'
  | 'team'
  | 'ownOrTeam'
  | 'ownInTeam';

type Row = Readonly<Partial<Record<Role, Reach>>>;

const seeClasses: Row = {
  viewer: 'always',
  requester: 'always',
  approver: 'always',
  admin: 'always',
};
const seeRequests: Row = {
  viewer: 'team',
  requester: 'team',
  approver: 'scope',
  admin: 'scope',
};
const ask: Row = { requester: 'team', approver: 'team', admin: 'scope' };
const withdraw: Row = {
  requester: 'ownOrTeam',
  approver: 'ownOrTeam',
  admin: 'scope',
};
/** On top comes that nobody decides on what they asked for or edited: see `checkFourEyes`. */
const decide: Row = { approver: 'scope', admin: 'scope' };
const reconcile: Row = {
  requester: 'ownInTeam',
  approver: 'scope',
  admin: 'scope',
};
const audit: Row = { requester: 'team', approver: 'scope', admin: 'scope' };
const seeOperations: Row = { approver: 'installation', admin: 'installation' };
const operate: Row = { admin: 'installation' };

/** Who may do what. A permission that a role does not name is denied to it. */
const roleTable: ReadonlyMap<string, Row> = new Map([
  [classReadPermission.name, seeClasses],
  [requestReadPermission.name, seeRequests],
  [requestCreatePermission.name, ask],
  [requestUpdatePermission.name, ask],
  [requestDeletePermission.name, ask],
  [requestWithdrawPermission.name, withdraw],
  [requestApprovePermission.name, decide],
  [requestReconcilePermission.name, reconcile],
  [auditReadPermission.name, audit],
  [operationsReadPermission.name, seeOperations],
  [operationsManagePermission.name, operate],
  [descriptorReadPermission.name, seeOperations],
]);

/** How far `permission` carries for `role`; undefined when not at all. */
export function reachOf(role: Role, permission: string): Reach | undefined {
  return roleTable.get(permission)?.[role];
}

/** The roles that carry `permission`, the least one first. */
export function rolesWith(permission: string): Role[] {
  return ROLES.filter(role => reachOf(role, permission) !== undefined);
}
