import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { FormEvent, ReactNode, useId } from 'react';
import { ActionState } from '../../hooks/useAction';
import { controlPlaneReactTranslationRef } from '../../translation';
import { FailureAlert } from '../FailureAlert';
import { Legible } from '../Legible';
import styles from './ActionDialog.module.css';
import { ReasonField } from './ReasonField';
import { useDialogDraft } from './useDialogDraft';

export interface ActionDialogProps {
  isOpen: boolean;
  /** Called on cancel, on Escape and on a click outside; not while the call is under way. */
  onClose: () => void;
  title: string;
  /** What will happen. */
  children?: ReactNode;
  confirmLabel: string;
  tone?: 'primary' | 'danger';
  /** A name that one types to confirm, for what cannot be undone. */
  typedName?: string;
  reason?: ReasonField;
  /** How the call stands; a failure is shown in the dialog, which keeps what was typed. */
  action?: ActionState<unknown>;
  /** Loads the newer state; offered when the call failed because it has changed. */
  onReload?: () => void;
  onSubmit: (text: string | undefined) => void;
}

/** A dialog that does one thing: with what will happen, and the fields that it needs. */
export function ActionDialog(props: ActionDialogProps) {
  const { isOpen, onClose, title, action } = props;
  const isRunning = action?.status === 'running';
  return (
    <Dialog
      isOpen={isOpen}
      isDismissable={!isRunning}
      isKeyboardDismissDisabled={isRunning}
      onOpenChange={open => {
        if (!open && !isRunning) {
          onClose();
        }
      }}
      width={560}
    >
      <DialogHeader>{title}</DialogHeader>
      {/* Mounted with the dialog, so that each opening begins empty. */}
      {isOpen && (
        <Legible>
          <DialogForm {...props} isRunning={isRunning} />
        </Legible>
      )}
    </Dialog>
  );
}

function DialogForm(props: ActionDialogProps & { isRunning: boolean }) {
  const { reason, typedName, action, isRunning, tone = 'primary' } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const draft = useDialogDraft({ reason, typedName });
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.check() && !isRunning) {
      props.onSubmit(draft.text);
    }
  };
  return (
    <>
      <DialogBody>
        {/* Errors are told in the words of the API, not of the browser. */}
        <form id={formId} onSubmit={submit} noValidate className={styles.form}>
          {props.children}
          {reason && (
            <TextAreaField
              label={reason.label}
              secondaryLabel={
                draft.isOptional ? t('dialog.optional') : undefined
              }
              description={reason.description}
              isRequired={!draft.isOptional}
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              {...draft.reasonField}
            />
          )}
          {typedName && (
            <TextField
              label={t('dialog.typeToConfirm', { name: typedName })}
              autoComplete="off"
              {...draft.nameField}
            />
          )}
          {action?.status === 'failed' && (
            <FailureAlert error={action.error} onReload={props.onReload} />
          )}
        </form>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          onPress={props.onClose}
          isDisabled={isRunning}
        >
          {t('dialog.cancel')}
        </Button>
        <Button
          type="submit"
          form={formId}
          variant="primary"
          destructive={tone === 'danger'}
          className={styles.confirm}
          isPending={isRunning}
        >
          {props.confirmLabel}
        </Button>
      </DialogFooter>
    </>
  );
}
