export * from './api/controlPlaneApiRef';
export * from './api/controlPlaneLinksApiRef';
export * from './hooks/useAction';
export * from './hooks/useCaller';
export type { Live, Loaded, LoadedPages, LoadOptions } from './load/Loaded';
export { useLoaded } from './load/useLoaded';
export { useLoadedPages } from './load/useLoadedPages';
export * from './present/classifyFailure';
export * from './present/fieldErrorsOf';
