import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { HeldPause } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  ConfirmDialog,
  Instant,
  useAction,
  useLoaded,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';
import { usePauseName } from './usePauseName';

/** What is paused, above everything else: whoever looks why nothing happens must not miss it. */
export function PauseBanner(props: { mayManage: boolean }) {
  const { t } = useTranslationRef(operationsTexts);
  const pauses = useLoaded(
    ['pauses'],
    async (api, signal) => (await api.listPauses({ signal })).items,
    { live: 'all' },
  );
  // That it could not be read is no news of its own: the cards below cannot be read either then.
  if (pauses.status !== 'ready' || pauses.value.length === 0) {
    return null;
  }
  return (
    <section aria-label={t('operations.pauses.title')}>
      <Alert
        status="warning"
        icon
        title={t('operations.pauses.banner', { count: pauses.value.length })}
        description={
          <ul className={styles.pauses}>
            {pauses.value.map(pause => (
              <PauseLine
                key={`${pause.scope} ${pause.name}`}
                pause={pause}
                mayManage={props.mayManage}
              />
            ))}
          </ul>
        }
      />
    </section>
  );
}

function PauseLine(props: { pause: HeldPause; mayManage: boolean }) {
  const { pause, mayManage } = props;
  const { t } = useTranslationRef(operationsTexts);
  const name = usePauseName()(pause);
  const [isAsked, setAsked] = useState(false);
  return (
    <li className={styles.pause}>
      <div className={styles.why}>
        <strong>{name}</strong>
        {' · '}
        {t('operations.pauses.jobs', { count: pause.jobs })}
        <div>{pause.reason}</div>
        <div className={styles.quiet}>
          <ActorName actor={pause.pausedBy} />
          {' · '}
          <Instant at={pause.pausedAt} />
        </div>
      </div>
      {mayManage && (
        <Button
          size="small"
          variant="secondary"
          aria-label={t('operations.pauses.resumeOf', { name })}
          onPress={() => setAsked(true)}
        >
          {t('operations.pauses.resume')}
        </Button>
      )}
      {isAsked && (
        <ResumeDialog pause={pause} onClose={() => setAsked(false)} />
      )}
    </li>
  );
}

function ResumeDialog(props: { pause: HeldPause; onClose: () => void }) {
  const { pause, onClose } = props;
  const { t } = useTranslationRef(operationsTexts);
  const name = usePauseName()(pause);
  const reload = useReloadShown();
  const resume = useAction(api => api.resumeJobs(pause));
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('operations.pauses.resumeTitle', { name })}
      confirmLabel={t('operations.pauses.confirmResume')}
      action={resume.state}
      onReload={reload}
      onConfirm={async () => {
        const end = await resume.run();
        if (end.status === 'done') {
          onClose();
          reload();
        }
      }}
    >
      <p>{t('operations.pauses.resumeHint', { count: pause.jobs })}</p>
    </ConfirmDialog>
  );
}
