import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ConfirmDialog,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiRestartLine } from '@remixicon/react';
import { useState } from 'react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';

/** Replays every dead job that is shown, one after the other; those that cannot are counted and stay. */
export function ReplayJobs(props: {
  jobs: readonly Job[];
  onDone: () => void;
}) {
  const { jobs, onDone } = props;
  const { t } = useTranslationRef(operationsTexts);
  const toasts = useApi(toastApiRef);
  const [isAsked, setAsked] = useState(false);
  const count = jobs.length;
  const replay = useAction(async api => {
    let failed = 0;
    for (const job of jobs) {
      try {
        await api.replayJob(job.id);
      } catch {
        // It stays in the list with its reason, and can be replayed by itself.
        failed += 1;
      }
    }
    return { failed, replayed: count - failed };
  });
  const confirm = async () => {
    const end = await replay.run();
    if (end.status !== 'done') {
      return;
    }
    const { failed, replayed } = end.value;
    setAsked(false);
    onDone();
    toasts.post({
      title: t('operations.jobs.replayed', { count: replayed }),
      ...(failed > 0
        ? { description: t('operations.jobs.replayFailed', { count: failed }) }
        : {}),
      status: failed > 0 ? 'warning' : 'success',
      timeout: 6_000,
    });
  };
  return (
    <div className={styles.replay}>
      <Button
        variant="secondary"
        iconStart={<RiRestartLine />}
        onPress={() => setAsked(true)}
      >
        {t('operations.jobs.replayAll', { count })}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('operations.jobs.replayAllTitle')}
        confirmLabel={t('operations.jobs.confirmReplay')}
        action={replay.state}
        onConfirm={confirm}
      >
        <Text as="p">{t('operations.jobs.replayAllHint', { count })}</Text>
      </ConfirmDialog>
    </div>
  );
}
