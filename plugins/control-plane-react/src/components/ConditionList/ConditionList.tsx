import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Condition } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { conditionTone } from '../../present/phaseTone';
import { controlPlaneReactTranslationRef } from '../../translation';
import { Instant } from '../Instant';
import { StatusChip } from '../StatusChip';
import styles from './ConditionList.module.css';

/** What is known of a request, each with its reason and since when. */
export function ConditionList(props: { conditions: readonly Condition[] }) {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  if (props.conditions.length === 0) {
    return <Text color="secondary">{t('status.noConditions')}</Text>;
  }
  return (
    <ul className={styles.list} aria-label={t('status.conditions')}>
      {props.conditions.map(condition => (
        <li key={condition.type} className={styles.condition}>
          <Text weight="bold" className={styles.type}>
            {t(`status.condition.${condition.type}`)}
          </Text>
          <StatusChip tone={conditionTone(condition)} title={condition.reason}>
            {t(`status.conditionStatus.${condition.status}`)}
          </StatusChip>
          <Text className={styles.message} title={condition.message}>
            {shortCommits(condition.message)}
          </Text>
          <Text variant="body-small" color="secondary">
            <Instant at={condition.lastTransitionTime} />
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** Shortens commits in a message, as links to commits are; the whole of it stays on hover. */
function shortCommits(message: string): string {
  return message.replace(/\b([0-9a-f]{8})[0-9a-f]{32}\b/g, '$1');
}
