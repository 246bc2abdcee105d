import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Select,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
  useLoaded,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiCheckDoubleLine } from '@remixicon/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { operationsTexts } from '../../translation';
import { CancelJobDialog } from './CancelJobDialog';
import { JobLogsDialog } from './JobLogsDialog';
import { JobsTable } from './JobsTable';
import styles from './OperationsSubPage.module.css';
import { ReplayJobs } from './ReplayJobs';
import { SectionCard } from './SectionCard';

const PAGE_SIZE = 25;

/** In the order in which they ask for attention. */
const SHOWN_STATES = ['dead', 'leased', 'ready', 'cancelled', 'done'] as const;
type ShownState = (typeof SHOWN_STATES)[number];

/** Jobs of one state, and what a person can do with them. */
export function JobsCard(props: { mayManage: boolean }) {
  const { t } = useTranslationRef(operationsTexts);
  const [query, setQuery] = useSearchParams();
  const state =
    SHOWN_STATES.find(each => each === query.get('state')) ?? 'dead';
  const kind = query.get('kind') ?? '';
  const show = (next: { state: ShownState; kind: string }) =>
    setQuery(
      { state: next.state, ...(next.kind ? { kind: next.kind } : {}) },
      { replace: true },
    );
  const queue = useLoaded(['work-queue'], (api, signal) =>
    api.getWorkQueue({ signal }),
  );
  const kinds =
    queue.status === 'ready' ? queue.value.kinds.map(each => each.kind) : [];
  return (
    <SectionCard
      title={t('operations.jobs.title')}
      aside={
        <div className={styles.filters}>
          <ToggleButtonGroup
            aria-label={t('operations.jobs.show')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[state]}
            onSelectionChange={keys => {
              const next = SHOWN_STATES.find(each => keys.has(each));
              show({ state: next ?? state, kind });
            }}
          >
            {SHOWN_STATES.map(each => (
              <ToggleButton key={each} id={each}>
                {t(`operations.jobs.state.${each}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Select
            aria-label={t('operations.jobs.filterKind')}
            options={[
              { id: 'all', label: t('operations.jobs.all') },
              ...[...new Set([...kinds, ...(kind ? [kind] : [])])].map(
                each => ({ id: each, label: each }),
              ),
            ]}
            value={kind || 'all'}
            onChange={key =>
              show({ state, kind: key === 'all' ? '' : String(key) })
            }
          />
        </div>
      }
    >
      <Jobs state={state} kind={kind} mayManage={props.mayManage} />
    </SectionCard>
  );
}

type Opened = { dialog: 'logs' | 'cancel'; job: Job };

function Jobs(props: { state: ShownState; kind: string; mayManage: boolean }) {
  const { state, kind, mayManage } = props;
  const { t } = useTranslationRef(operationsTexts);
  const [opened, setOpened] = useState<Opened>();
  const jobs = useLoadedPages(
    ['jobs', state, kind],
    (api, cursor, signal) =>
      api.listJobs(
        { state, ...(kind ? { kind } : {}), limit: PAGE_SIZE, cursor },
        { signal },
      ),
    { live: 'all' },
  );
  const close = () => setOpened(undefined);
  const refresh = () => {
    if (jobs.status === 'ready') {
      jobs.refresh();
    }
  };
  return (
    <>
      <LoadedContent
        loaded={jobs}
        skeleton={<Skeleton width="100%" height={120} />}
      >
        {items =>
          items.length === 0 ? (
            <NoJobs state={state} />
          ) : (
            <>
              {state === 'dead' && items.length > 1 && (
                <ReplayJobs jobs={items} onDone={refresh} />
              )}
              <JobsTable
                jobs={items}
                mayManage={mayManage}
                onLogs={job => setOpened({ dialog: 'logs', job })}
                onCancel={job => setOpened({ dialog: 'cancel', job })}
                onChanged={refresh}
              />
              {jobs.status === 'ready' && jobs.hasMore && (
                <div className={styles.more}>
                  <Button
                    variant="secondary"
                    isPending={jobs.loadingMore}
                    onPress={jobs.loadMore}
                  >
                    {t('operations.jobs.more')}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </LoadedContent>
      {opened?.dialog === 'logs' && (
        <JobLogsDialog job={opened.job} onClose={close} />
      )}
      {opened?.dialog === 'cancel' && (
        <CancelJobDialog
          job={opened.job}
          onClose={close}
          onCancelled={() => {
            close();
            refresh();
          }}
        />
      )}
    </>
  );
}

function NoJobs(props: { state: ShownState }) {
  const { t } = useTranslationRef(operationsTexts);
  return props.state === 'dead' ? (
    <EmptyPanel
      icon={<RiCheckDoubleLine size={28} />}
      title={t('operations.jobs.emptyDead')}
      description={t('operations.jobs.emptyDeadHint')}
    />
  ) : (
    <EmptyPanel
      title={t('operations.jobs.empty')}
      description={t('operations.jobs.emptyHint')}
    />
  );
}
