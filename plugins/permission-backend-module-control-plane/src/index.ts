/**
 * The role policy of the platform control plane for the permission framework.
 *
 * @packageDocumentation
 */
export { ControlPlaneRolePolicy } from './ControlPlaneRolePolicy';
export type { ControlPlaneRolePolicyOptions } from './ControlPlaneRolePolicy';
export { permissionModuleControlPlane as default } from './module';
