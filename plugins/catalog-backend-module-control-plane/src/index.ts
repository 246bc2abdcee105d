/**
 * The control plane in the catalog: requests as entities, and descriptors of classes and requests.
 *
 * @packageDocumentation
 */
export { catalogModuleControlPlane as default } from './module';
export { CATALOG_ANNOTATIONS } from '@platform-control-plane/backstage-plugin-control-plane-common';
