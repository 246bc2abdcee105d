export * from './RequestTable';
export type { RequestColumn } from './requestColumns';
