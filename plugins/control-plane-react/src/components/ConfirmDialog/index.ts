export type { ReasonField } from './ActionDialog';
export * from './ConfirmDialog';
export * from './ReasonDialog';
