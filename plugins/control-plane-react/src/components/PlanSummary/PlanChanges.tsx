import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneReactTranslationRef } from '../../translation';
import { CommitLink } from '../CommitLink';
import { DiffView } from '../DiffView';
import { Instant } from '../Instant';
import styles from './PlanSummary.module.css';

/** What a plan changes in Git, against the branch as it was when the plan was looked at. */
export function PlanChanges(props: {
  plan: Pick<Plan, 'changes' | 'observedAt'>;
}) {
  const { changes, observedAt } = props.plan;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  switch (changes.type) {
    case 'untouched':
      return <Text color="secondary">{t('request.plan.untouched')}</Text>;
    case 'unavailable':
      return (
        <Alert
          status="warning"
          icon
          title={t('request.plan.unavailable')}
          description={changes.message}
        />
      );
    case 'compared':
      return (
        <div className={styles.changes}>
          <Text variant="body-small" color="secondary">
            {t('request.plan.comparedWith')}{' '}
            <CommitLink commit={changes.head} />, <Instant at={observedAt} />
          </Text>
          <DiffView files={changes.files} />
        </div>
      );
    default: {
      const unreachable: never = changes;
      return unreachable;
    }
  }
}
