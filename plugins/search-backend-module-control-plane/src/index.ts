/**
 * Puts the requests and classes of the control plane into search, for those who may see them.
 *
 * @packageDocumentation
 */
export { searchModuleControlPlane as default } from './module';
