import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { decideTexts } from '../../translation';
import styles from './NowThen.module.css';

/** What is and what would be, told apart for eyes and for screen readers. */
export function NowThen(props: { now: ReactNode; then: ReactNode }) {
  const { t } = useTranslationRef(decideTexts);
  return (
    <span className={styles.pair}>
      <VisuallyHidden>{t('decide.screen.now')}: </VisuallyHidden>
      <span className={styles.now}>{props.now}</span>
      <RiArrowRightLine className={styles.arrow} aria-hidden />
      <VisuallyHidden>; {t('decide.screen.then')}: </VisuallyHidden>
      <span className={styles.then}>{props.then}</span>
    </span>
  );
}
