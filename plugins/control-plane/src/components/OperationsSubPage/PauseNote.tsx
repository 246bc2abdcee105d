import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Pause } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';
import { usePauseName } from './usePauseName';

/** Beside what a pause holds: which one, why, whose and since when. */
export function PauseNote(props: { pause: Pause }) {
  const { pause } = props;
  const { t } = useTranslationRef(operationsTexts);
  const name = usePauseName()(pause);
  return (
    <>
      <div>
        {t('operations.wait.paused', { name })} {pause.reason}
      </div>
      <div className={styles.quiet}>
        <ActorName actor={pause.pausedBy} />
        {' · '}
        <Instant at={pause.pausedAt} />
      </div>
    </>
  );
}
