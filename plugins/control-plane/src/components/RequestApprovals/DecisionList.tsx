import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Revision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
  StatusChip,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import styles from './RequestApprovals.module.css';

/** Who decided what on a revision. */
export function DecisionList({ revision }: { revision: Revision }) {
  const { t } = useTranslationRef(requestTexts);
  if (revision.approvals.length === 0) {
    return (
      <Text color="secondary" variant="body-small">
        {t('request.approvals.none')}
      </Text>
    );
  }
  return (
    <ul
      className={styles.decisions}
      aria-label={t('request.approvals.decisions')}
    >
      {revision.approvals.map(approval => (
        <li key={approval.id} className={styles.decision}>
          <StatusChip
            tone={approval.decision === 'approve' ? 'success' : 'danger'}
          >
            {t(`request.approvals.${approval.decision}`)}
          </StatusChip>
          <ActorName actor={approval.decidedBy} />
          <Text color="secondary" variant="body-small">
            <Instant at={approval.decidedAt} />
          </Text>
          {approval.comment && (
            <blockquote className={styles.comment}>
              {approval.comment}
            </blockquote>
          )}
        </li>
      ))}
    </ul>
  );
}
