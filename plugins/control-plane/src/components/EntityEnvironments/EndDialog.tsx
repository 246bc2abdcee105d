import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  deleteRequestBodySchema,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ReasonDialog,
  requestName,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { entityTexts } from '../../translation';
import { useTellOutcome } from './useTellOutcome';

/** Asks once more, and why, before a request is ended. */
export function EndDialog(props: {
  request: EnvironmentRequest;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { request, isOpen, onClose } = props;
  const { t } = useTranslationRef(entityTexts);
  const name = requestName(request);
  const tellOutcome = useTellOutcome();
  const { state, run, reset } = useAction((api, reason: string | undefined) =>
    api.deleteRequest(request.id, { reason }),
  );
  const close = () => {
    reset();
    onClose();
  };
  return (
    <ReasonDialog
      isOpen={isOpen}
      onClose={close}
      title={t('entity.environments.end.title', { name })}
      confirmLabel={t('entity.environments.end.submit')}
      tone="danger"
      typedName={request.app}
      reason={{
        label: t('entity.environments.end.reason'),
        schema: deleteRequestBodySchema.shape.reason,
      }}
      action={state}
      onSubmit={async reason => {
        const end = await run(reason);
        if (end.status === 'done') {
          close();
          tellOutcome('delete', end.value);
        }
      }}
    >
      <Text as="p">{t('entity.environments.end.description')}</Text>
    </ReasonDialog>
  );
}
