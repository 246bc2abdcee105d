import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ActorName } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { decideTexts } from '../../translation';
import { OutcomeTextProps } from './OutcomeTextProps';

/** What became of a revision, in a few words. */
export function OutcomeTitle({ outcome, isOwn }: OutcomeTextProps) {
  const { t } = useTranslationRef(decideTexts);
  switch (outcome.kind) {
    case 'approved':
      if (isOwn) {
        return <>{t('decide.outcome.youApproved')}</>;
      }
      return outcome.approval ? (
        <>
          {t('decide.outcome.approvedBy', {
            who: <ActorName actor={outcome.approval.decidedBy} />,
          })}
        </>
      ) : (
        <>{t('decide.outcome.approved')}</>
      );
    case 'rejected':
      if (isOwn) {
        return <>{t('decide.outcome.youRejected')}</>;
      }
      return outcome.approval ? (
        <>
          {t('decide.outcome.rejectedBy', {
            who: <ActorName actor={outcome.approval.decidedBy} />,
          })}
        </>
      ) : (
        <>{t('decide.outcome.rejected')}</>
      );
    case 'withdrawn':
      return <>{t('decide.outcome.withdrawn')}</>;
    case 'superseded':
      return <>{t('decide.outcome.superseded')}</>;
    default: {
      const unreachable: never = outcome;
      throw new Error(`Unknown outcome ${unreachable}`);
    }
  }
}
