/**
 * Extension points and the pure rendering library of the platform control plane.
 *
 * @packageDocumentation
 */
export * from './access';
export * from './classes';
export * from './extensions';
export * from './kinds';
export * from './manifests';
export * from './NamedRegistry';
export * from './parameters';
export * from './policyPacks';
export * from './quota';
export * from './render';
export * from './RenderingExtensions';
