import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { replayAllJobs } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ConfirmDialog,
  ControlPlaneApi,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiRestartLine } from '@remixicon/react';
import { useState } from 'react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';

/** Which dead jobs; an empty text stands for all. */
interface DeadJobs {
  kind: string;
  team: string;
  target: string;
}

/** Replays all dead jobs of a kind, team and target, however many there are, in a few calls. */
export function ReplayDead(props: DeadJobs & { onDone: () => void }) {
  const { kind, team, target, onDone } = props;
  const { t } = useTranslationRef(operationsTexts);
  const toasts = useApi(toastApiRef);
  const [isAsked, setAsked] = useState(false);
  const replay = useAction(api => replayAll(api, { kind, team, target }));
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
        description: [
          left > 0 ? t('operations.jobs.replayLeft', { count: left }) : '',
          superseded > 0
            ? t('operations.jobs.replaySuperseded', { count: superseded })
            : '',
        ]
          .filter(Boolean)
          .join(' '),
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
            target: target || t('operations.jobs.allTargets'),
          })}
        </Text>
      </ConfirmDialog>
    </div>
  );
}

function replayAll(api: ControlPlaneApi, { kind, team, target }: DeadJobs) {
  const filter =
    kind || team || target
      ? {
          kind: kind || undefined,
          team: team || undefined,
          target: target || undefined,
        }
      : { all: true as const };
  return replayAllJobs(limit => api.replayJobs({ ...filter, limit }));
}
