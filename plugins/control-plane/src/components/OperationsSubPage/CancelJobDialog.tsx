import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  Job,
  JOB_KINDS,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ConfirmDialog,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { operationsTexts } from '../../translation';

/** Asks once more before a job that waits is ended. */
export function CancelJobDialog(props: {
  job: Job;
  onClose: () => void;
  onCancelled: () => void;
}) {
  const { job, onClose, onCancelled } = props;
  const { t } = useTranslationRef(operationsTexts);
  const kind = JOB_KINDS.find(each => each === job.kind);
  const cancel = useAction(api => api.cancelJob(job.id));
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('operations.jobs.cancelTitle')}
      confirmLabel={t('operations.jobs.confirmCancel')}
      tone="danger"
      action={cancel.state}
      onConfirm={async () => {
        const end = await cancel.run();
        if (end.status === 'done') {
          onCancelled();
        }
      }}
    >
      {kind && <Text as="p">{t(`operations.jobs.cancelHint.${kind}`)}</Text>}
    </ConfirmDialog>
  );
}
