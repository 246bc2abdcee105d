/**
 * Wire types, permissions, route table and client of the platform control plane.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './descriptor';
export * from './digest';
export * from './permissions';
export * from './phases';
export * from './validation';
export * from './wire';
