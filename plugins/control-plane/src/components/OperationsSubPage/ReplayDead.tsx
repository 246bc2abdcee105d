import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { MAX_REPLAYED_JOBS } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ConfirmDialog,
  ControlPlaneApi,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiRestartLine } from '@remixicon/react';
import { useState } from 'react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';

/** Replays all dead jobs of a kind and team, however many there are, in a few calls. */
export function ReplayDead(props: {
  kind: string;
  team: string;
  onDone: () => void;
}) {
  const { kind, team, onDone } = props;
  const { t } = useTranslationRef(operationsTexts);
  const toasts = useApi(toastApiRef);
  const [isAsked, setAsked] = useState(false);
  const replay = useAction(api => replayAll(api, { kind, team }));
  const confirm = async () => {
    const end = await replay.run();
    // After a failure, too: calls before it may have replayed some.
    onDone();
    if (end.status !== 'done') {
      return;
    }
    const { replayed, left, superseded } = end.value;
    setAsked(false);
    toasts.post({
      title: t('operations.jobs.replayed', { count: replayed }),
      ...(left + superseded > 0 && {
        description: t('operations.jobs.replayLeft', {
          count: left + superseded,
        }),
      }),
      status: left > 0 ? 'warning' : 'success',
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
        {t('operations.jobs.replayDead')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('operations.jobs.replayDeadTitle')}
        confirmLabel={t('operations.jobs.confirmReplay')}
        action={replay.state}
        onConfirm={confirm}
      >
        <Text as="p">
          {t('operations.jobs.replayDeadHint', {
            kind: kind || t('operations.jobs.all'),
            team: team || t('operations.jobs.allTeams'),
          })}
        </Text>
      </ConfirmDialog>
    </div>
  );
}

/** Call after call until nothing is left, or a call comes to nothing because others are at it. */
async function replayAll(
  api: ControlPlaneApi,
  { kind, team }: { kind: string; team: string },
) {
  let replayed = 0;
  for (;;) {
    const step = await api.replayJobs({
      ...(kind || team
        ? { kind: kind || undefined, group: team || undefined }
        : { all: true }),
      limit: MAX_REPLAYED_JOBS,
    });
    replayed += step.replayed;
    if (step.left === 0 || step.replayed === 0) {
      return { ...step, replayed };
    }
  }
}
