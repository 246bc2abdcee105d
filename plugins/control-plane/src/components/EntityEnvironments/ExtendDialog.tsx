import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  NumberField,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  FailureAlert,
  LeaseText,
  Legible,
  requestName,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { FormEvent, useId } from 'react';
import { entityTexts } from '../../translation';
import { useExtension } from './useExtension';

/** Asks by how many hours to lengthen a lease. */
export function ExtendDialog(props: {
  request: EnvironmentRequest;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(entityTexts);
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={isOpen => !isOpen && props.onClose()}
      isDismissable
      width={480}
    >
      <DialogHeader>
        {t('entity.environments.extend.title', {
          name: requestName(props.request),
        })}
      </DialogHeader>
      {/* Mounted with the dialog, so that each opening begins anew. */}
      {props.isOpen && (
        <Legible>
          <ExtendForm {...props} />
        </Legible>
      )}
    </Dialog>
  );
}

function ExtendForm(props: {
  request: EnvironmentRequest;
  onClose: () => void;
}) {
  const { request, onClose } = props;
  const { t } = useTranslationRef(entityTexts);
  const formId = useId();
  const form = useExtension(request, onClose);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await form.submit();
  };
  return (
    <>
      <DialogBody>
        {/* Errors are told in the words of the API, not of the browser. */}
        <form id={formId} onSubmit={submit} noValidate>
          <Flex direction="column" gap="4">
            <Text color="secondary">
              <LeaseText lease={request.lease} />
            </Text>
            <div>
              <NumberField
                label={t('entity.environments.extend.hours')}
                description={t('entity.environments.extend.hoursHint', {
                  count: request.lease.maxHours,
                })}
                isRequired
                value={form.hours}
                onChange={form.setHours}
                isInvalid={form.errors.hours !== undefined}
                // eslint-disable-next-line jsx-a11y/no-autofocus
                autoFocus
              />
              <FieldProblem text={form.errors.hours} />
            </div>
            <div>
              <TextAreaField
                label={t('entity.environments.extend.reason')}
                value={form.reason}
                onChange={form.setReason}
                isInvalid={form.errors.reason !== undefined}
              />
              <FieldProblem text={form.errors.reason} />
            </div>
            {form.failure && <FailureAlert error={form.failure} />}
          </Flex>
        </form>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('entity.environments.extend.cancel')}
        </Button>
        <Button
          type="submit"
          form={formId}
          variant="primary"
          isPending={form.isSending}
        >
          {t('entity.environments.extend.submit')}
        </Button>
      </DialogFooter>
    </>
  );
}

function FieldProblem({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <Text as="p" role="alert" color="danger" variant="body-small">
      {text}
    </Text>
  );
}
