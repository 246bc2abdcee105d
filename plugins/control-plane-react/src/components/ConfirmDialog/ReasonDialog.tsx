import { ActionDialog, ActionDialogProps } from './ActionDialog';
import { ReasonField } from './ReasonField';

export type ReasonDialogProps = Omit<
  ActionDialogProps,
  'reason' | 'onSubmit'
> & {
  reason: ReasonField;
  /** The text as typed; undefined when it was left empty. */
  onSubmit: (text: string | undefined) => void;
};

/** Asks for a text before something is done, e.g. why; checks it by the wire schema, in the words of the API. */
export function ReasonDialog(props: ReasonDialogProps) {
  return <ActionDialog {...props} />;
}
