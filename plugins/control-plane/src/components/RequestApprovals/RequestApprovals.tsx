import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RequestActionVerdict } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  Loaded,
  LoadedContent,
  TextSkeleton,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useRevisions } from '../../hooks/useRevisions';
import { isReplaced } from '../../present/isReplaced';
import { requestTexts } from '../../translation';
import { MoreButton } from '../MoreButton';
import styles from './RequestApprovals.module.css';
import { RevisionCard } from './RevisionCard';

/** Every revision with its plan and decisions, the newest first; open ones can be decided on or withdrawn. */
export function RequestApprovals(props: {
  id: string;
  verdicts: Loaded<RequestActionVerdict[]>;
}) {
  const { id, verdicts } = props;
  const { t } = useTranslationRef(requestTexts);
  const revisions = useRevisions(id);
  return (
    <LoadedContent loaded={revisions} skeleton={<TextSkeleton lines={8} />}>
      {value =>
        value.length === 0 ? (
          <EmptyPanel
            title={t('request.approvals.emptyTitle')}
            description={t('request.approvals.emptyDescription')}
          />
        ) : (
          <div className={styles.revisions}>
            {value.map(revision => (
              <RevisionCard
                key={revision.generation}
                revision={revision}
                isReplaced={isReplaced(revision, value)}
                verdicts={verdicts}
              />
            ))}
            <MoreButton pages={revisions} />
          </div>
        )
      }
    </LoadedContent>
  );
}
