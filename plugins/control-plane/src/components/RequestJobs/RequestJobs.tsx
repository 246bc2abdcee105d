import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RequestActionVerdict } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  Loaded,
  LoadedContent,
  TextSkeleton,
  useCaller,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiListCheck2 } from '@remixicon/react';
import { requestTexts } from '../../translation';
import { MoreButton } from '../MoreButton';
import { verdictOn } from '../RequestPage/useVerdicts';
import { JobRow } from './JobRow';
import styles from './RequestJobs.module.css';

/** The work that was done for a request, the newest first, each with its log. */
export function RequestJobs(props: {
  id: string;
  verdicts: Loaded<RequestActionVerdict[]>;
}) {
  const { id, verdicts } = props;
  const { t } = useTranslationRef(requestTexts);
  const caller = useCaller();
  // One permission covers a reconcile and the request's jobs; a phase may forbid the one and leave the other.
  const mayManage =
    verdictOn(verdicts, 'reconcile')?.allowed === true ||
    (caller.status === 'ready' && caller.value.operations === 'manage');
  const jobs = useLoadedPages(
    ['request-jobs', id],
    (api, cursor, signal) => api.listRequestJobs(id, { cursor }, { signal }),
    { live: { requestId: id } },
  );
  return (
    <LoadedContent loaded={jobs} skeleton={<TextSkeleton lines={6} />}>
      {value =>
        value.length === 0 ? (
          <EmptyPanel
            icon={<RiListCheck2 size={28} />}
            title={t('request.jobs.emptyTitle')}
            description={t('request.jobs.emptyDescription')}
          />
        ) : (
          <>
            <ul className={styles.jobs} aria-label={t('request.jobs.list')}>
              {value.map(job => (
                <JobRow
                  key={job.id}
                  job={job}
                  requestId={id}
                  mayManage={mayManage}
                />
              ))}
            </ul>
            <MoreButton pages={jobs} />
          </>
        )
      }
    </LoadedContent>
  );
}
