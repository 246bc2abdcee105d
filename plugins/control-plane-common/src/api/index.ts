export { ControlPlaneClient } from './ControlPlaneClient';
export type { ControlPlaneClientOptions } from './callRoute';
export type {
  CallOptions,
  IdempotentCallOptions,
  TaggedRequest,
} from './ControlPlaneClient';
export * from './ControlPlaneError';
export * from './openApiDocument';
export { replayAllJobs } from './replayAllJobs';
export * from './routes';
export type {
  CallArguments,
  CallInput,
  CallResult,
  QueryInput,
  ResponseBody,
} from './routeTypes';
