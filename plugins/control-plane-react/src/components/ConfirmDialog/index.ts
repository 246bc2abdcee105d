export type { ReasonField } from './ReasonField';
export * from './ConfirmDialog';
export * from './ReasonDialog';
