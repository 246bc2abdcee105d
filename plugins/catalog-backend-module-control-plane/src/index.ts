/**
 * The control plane in the catalog: requests as entities.
 *
 * @packageDocumentation
 */
export { catalogModuleControlPlane as default } from './module';
export { CATALOG_ANNOTATIONS } from '@platform-control-plane/backstage-plugin-control-plane-common';
