import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Instant } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ReactNode } from 'react';
import { decideTexts } from '../../translation';
import styles from './OutcomeDetails.module.css';
import { OutcomeTextProps } from './OutcomeTextProps';

/** When and with which words it was decided, and what follows. */
export function OutcomeDetails({ outcome, isOwn }: OutcomeTextProps) {
  const { t } = useTranslationRef(decideTexts);
  switch (outcome.kind) {
    case 'approved':
    case 'rejected': {
      const { approval } = outcome;
      const consequence =
        outcome.kind === 'approved'
          ? t('decide.outcome.approvedThen')
          : t('decide.outcome.rejectedThen');
      return (
        <Lines
          lines={[
            approval && <Instant key="at" at={approval.decidedAt} />,
            approval?.comment && <q key="comment">{approval.comment}</q>,
            isOwn ? consequence : t('decide.outcome.noNeed'),
          ]}
        />
      );
    }
    case 'withdrawn':
    case 'superseded':
      return (
        <Lines
          lines={[
            outcome.at && <Instant key="at" at={outcome.at} />,
            outcome.reason,
            t('decide.outcome.noNeed'),
          ]}
        />
      );
    default: {
      const unreachable: never = outcome;
      throw new Error(`Unknown outcome ${unreachable}`);
    }
  }
}

function Lines(props: { lines: ReactNode[] }) {
  return (
    <span className={styles.lines}>
      {props.lines.filter(Boolean).map((line, index) => (
        // The lines have no identity of their own and never change places.
        // eslint-disable-next-line react/no-array-index-key
        <span key={index}>{line}</span>
      ))}
    </span>
  );
}
