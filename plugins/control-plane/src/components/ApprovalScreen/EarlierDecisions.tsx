import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Text } from '@backstage/ui';
import { Revision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { listDecisions } from '../../present/listDecisions';
import { decideTexts } from '../../translation';
import styles from './EarlierDecisions.module.css';
import { ScreenSection } from '../ScreenSection';

/** Who decided what on this request before, the newest first. */
export function EarlierDecisions(props: {
  revisions: readonly Revision[];
  /** The revision on the screen, which is not its own history. */
  generation: number;
}) {
  const { t } = useTranslationRef(decideTexts);
  const decisions = listDecisions(
    props.revisions.filter(({ generation }) => generation !== props.generation),
  );
  return (
    <ScreenSection title={t('decide.screen.history')}>
      {decisions.length === 0 ? (
        <Text color="secondary" variant="body-small">
          {t('decide.screen.noHistory')}
        </Text>
      ) : (
        <ol className={styles.list}>
          {decisions.map(({ approval, action }) => (
            <li key={approval.id}>
              <div className={styles.line}>
                <Badge
                  icon={
                    approval.decision === 'approve' ? (
                      <RiCheckLine aria-hidden />
                    ) : (
                      <RiCloseLine aria-hidden />
                    )
                  }
                >
                  {approval.decision === 'approve'
                    ? t('decide.outcome.approved')
                    : t('decide.outcome.rejected')}
                </Badge>
                <ActorName actor={approval.decidedBy} />
                <Instant at={approval.decidedAt} />
                <Text color="secondary" variant="body-small">
                  {t('decide.screen.historyItem', {
                    generation: String(approval.generation),
                    action: t(`decide.screen.action.${action}`),
                  })}
                </Text>
              </div>
              {approval.comment && (
                <blockquote className={styles.comment}>
                  {approval.comment}
                </blockquote>
              )}
            </li>
          ))}
        </ol>
      )}
    </ScreenSection>
  );
}
