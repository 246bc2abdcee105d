import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  FailureAlert,
  useAction,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { requestTexts } from '../../translation';
import { CancelJobDialog } from '../OperationsSubPage/CancelJobDialog';
import { mayBeReplayed } from '../OperationsSubPage/mayBeReplayed';
import styles from './RequestJobs.module.css';

const TOAST_MS = 5_000;

/** Runs a job again that died or was cancelled, or ends one that waits. A running one is let finish, and a done one has nothing to undo. */
export function JobButtons({ job }: { job: Job }) {
  const { t } = useTranslationRef(requestTexts);
  const toasts = useApi(toastApiRef);
  const reloadShown = useReloadShown();
  const [isCancelling, setCancelling] = useState(false);
  const replay = useAction(api => api.replayJob(job.id));
  const tell = (title: string) =>
    toasts.post({ title, status: 'success', timeout: TOAST_MS });
  const startReplay = async () => {
    const end = await replay.run();
    reloadShown();
    if (end.status === 'done') {
      tell(t('request.jobs.replayed'));
    }
  };
  return (
    <>
      {mayBeReplayed(job) && (
        <Button
          size="small"
          variant="secondary"
          isPending={replay.state.status === 'running'}
          onPress={startReplay}
        >
          {t('request.jobs.replay')}
        </Button>
      )}
      {job.state === 'ready' && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setCancelling(true)}
        >
          {t('request.jobs.cancel')}
        </Button>
      )}
      {replay.state.status === 'failed' && (
        <div className={styles.failure}>
          <FailureAlert error={replay.state.error} onDismiss={replay.reset} />
        </div>
      )}
      {isCancelling && (
        <CancelJobDialog
          job={job}
          onClose={() => setCancelling(false)}
          onCancelled={() => {
            setCancelling(false);
            tell(t('request.jobs.cancelled'));
            reloadShown();
          }}
        />
      )}
    </>
  );
}
