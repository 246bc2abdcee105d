import { ActionDialog, ActionDialogProps } from './ActionDialog';

export type ConfirmDialogProps = Omit<
  ActionDialogProps,
  'reason' | 'onSubmit'
> & {
  onConfirm: () => void;
};

/** Asks once more before something is done. */
export function ConfirmDialog({ onConfirm, ...props }: ConfirmDialogProps) {
  return <ActionDialog {...props} onSubmit={() => onConfirm()} />;
}
