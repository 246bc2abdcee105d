import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Revision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  LoadedContent,
  PlanSummary,
  TextSkeleton,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import styles from './RequestApprovals.module.css';

/** The plan of a revision, compared with Git as it is now. */
export function RevisionPlan({ revision }: { revision: Revision }) {
  const { requestId, generation, planDigest } = revision;
  const { t } = useTranslationRef(requestTexts);
  const plan = useLoaded(
    ['plan', requestId, generation, planDigest],
    (api, signal) => api.getPlan(requestId, generation, { signal }),
  );
  return (
    <section className={styles.plan} aria-label={t('request.approvals.plan')}>
      <LoadedContent loaded={plan} skeleton={<TextSkeleton lines={6} />}>
        {value => <PlanSummary plan={value} />}
      </LoadedContent>
    </section>
  );
}
