/**
 * The platform control plane: requests, classes, approvals, job queue and reconcile.
 *
 * @packageDocumentation
 */
export { controlPlanePlugin as default } from './plugin';
