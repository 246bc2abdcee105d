/**
 * Scaffolder actions that ask the platform control plane for environments, and change, end and follow them.
 *
 * @packageDocumentation
 */
export { scaffolderModuleControlPlane as default } from './module';
