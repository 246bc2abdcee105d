import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Wait } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RiHourglass2Line } from '@remixicon/react';
import { controlPlaneReactTranslationRef } from '../../translation';
import { ActorName } from '../ActorName';
import { Instant } from '../Instant';
import styles from './WaitNote.module.css';

/** Why something waits: on what, on whom, since when, and what a person can do. */
export function WaitNote(props: { wait: Wait }) {
  const { what, whom, since, next, advice } = props.wait;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  return (
    <section className={styles.note} aria-label={t('timeline.wait.title')}>
      <RiHourglass2Line size={18} aria-hidden="true" className={styles.icon} />
      <div className={styles.body}>
        <Text as="p" weight="bold" className={styles.what}>
          {what}
        </Text>
        <dl className={styles.facts}>
          {whom.length > 0 && (
            <div>
              <dt>{t('timeline.wait.whom')}</dt>
              <dd className={styles.whom}>
                {whom.map(actor => (
                  <ActorName key={actor} actor={actor} />
                ))}
              </dd>
            </div>
          )}
          <div>
            <dt>{t('timeline.wait.since')}</dt>
            <dd>
              <Instant at={since} />
            </dd>
          </div>
          {next && (
            <div>
              <dt>{t('timeline.wait.next')}</dt>
              <dd>
                <Instant at={next} />
              </dd>
            </div>
          )}
          {advice && (
            <div>
              <dt>{t('timeline.wait.advice')}</dt>
              <dd>{advice}</dd>
            </div>
          )}
        </dl>
      </div>
    </section>
  );
}
