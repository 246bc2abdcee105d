export * from './RequestTable';
export { RequestMarks } from './RequestMarks';
export type { RequestColumn } from './requestColumns';
