export { requestNamespaces, requestRoot } from './names';
export * from './RenderContext';
export * from './Renderer';
export * from './RenderInput';
export * from './Rendering';
export type { RenderResult } from './renderRequest';
