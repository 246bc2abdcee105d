import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { countDiffLines } from '../../present/countDiffLines';
import { controlPlaneReactTranslationRef } from '../../translation';
import { HiddenText } from '../HiddenText';
import styles from './DiffView.module.css';

/** How many lines came and went. */
export function ChangeCounts(props: { diffs: readonly string[] }) {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const counts = props.diffs.map(countDiffLines);
  const insertions = counts.reduce((sum, one) => sum + one.insertions, 0);
  const deletions = counts.reduce((sum, one) => sum + one.deletions, 0);
  return (
    <span className={styles.counts}>
      <span className={styles.insertions} aria-hidden="true">
        +{insertions}
      </span>
      <span className={styles.deletions} aria-hidden="true">
        −{deletions}
      </span>
      <HiddenText>
        {`${t('viewer.diff.insertions', { count: insertions })}, ${t(
          'viewer.diff.deletions',
          { count: deletions },
        )}`}
      </HiddenText>
    </span>
  );
}
