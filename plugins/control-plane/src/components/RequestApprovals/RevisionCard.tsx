import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Text } from '@backstage/ui';
import {
  isOpenRevision,
  RequestActionVerdict,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  controlPlaneReactTranslationRef,
  FactList,
  Instant,
  Loaded,
  RevisionStateChip,
  StatusChip,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useId, useState } from 'react';
import { requestTexts } from '../../translation';
import { verdictOn } from '../RequestPage/useVerdicts';
import { DecisionList } from './DecisionList';
import styles from './RequestApprovals.module.css';
import { RevisionPlan } from './RevisionPlan';
import { useRevisionFacts } from './useRevisionFacts';
import { WithdrawButton } from './WithdrawButton';

/** One revision: what it asked for, who decided what, its plan, and what one may do while it is open. */
export function RevisionCard(props: {
  revision: Revision;
  /** A newer one is in force in its place. */
  isReplaced: boolean;
  verdicts: Loaded<RequestActionVerdict[]>;
}) {
  const { revision, isReplaced, verdicts } = props;
  const { generation, state, requestId } = revision;
  const { t } = useTranslationRef(requestTexts);
  const words = useTranslationRef(controlPlaneReactTranslationRef).t;
  const links = useControlPlaneLinks();
  const facts = useRevisionFacts(revision);
  const titleId = useId();
  const [isPlanShown, setPlanShown] = useState(state === 'pending_approval');
  return (
    <article className={styles.revision} aria-labelledby={titleId}>
      <header className={styles.head}>
        <Text as="h3" id={titleId} variant="body-large" weight="bold">
          {t('request.approvals.title', {
            action: words(`status.action.${revision.action}`),
            generation: String(generation),
          })}
        </Text>
        {isReplaced ? (
          <StatusChip tone="neutral">
            {t('request.approvals.replaced')}
          </StatusChip>
        ) : (
          <RevisionStateChip state={state} />
        )}
        <Text color="secondary" variant="body-small">
          {t('request.approvals.requested')}{' '}
          <ActorName actor={revision.requestedBy} />,{' '}
          <Instant at={revision.requestedAt} />
        </Text>
        {isOpenRevision(state) && (
          <div className={styles.buttons}>
            {verdictOn(verdicts, 'approve', generation)?.allowed && (
              <ButtonLink
                variant="primary"
                href={links.approval(requestId, generation)}
              >
                {t('request.approvals.decide')}
              </ButtonLink>
            )}
            <WithdrawButton
              revision={revision}
              verdict={verdictOn(verdicts, 'withdraw', generation)}
            />
          </div>
        )}
      </header>
      <Text
        as="p"
        className={styles.reason}
        color={revision.reason ? 'primary' : 'secondary'}
      >
        {revision.reason || t('request.approvals.noReason')}
      </Text>
      <FactList facts={facts} />
      <DecisionList revision={revision} />
      <div>
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={isPlanShown}
          onPress={() => setPlanShown(!isPlanShown)}
        >
          {isPlanShown
            ? t('request.approvals.hidePlan')
            : t('request.approvals.showPlan')}
        </Button>
      </div>
      {isPlanShown && <RevisionPlan revision={revision} />}
    </article>
  );
}
