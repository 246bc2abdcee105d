import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Select,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  Job,
  JOB_KINDS,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
  LoadedPages,
  useLoadedPages,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiCheckDoubleLine } from '@remixicon/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useCatalogTeamNames } from '../../catalog/useTeams';
import { operationsTexts } from '../../translation';
import { CancelJobDialog } from './CancelJobDialog';
import { JobLogsDialog } from './JobLogsDialog';
import { JobsTable } from './JobsTable';
import styles from './OperationsSubPage.module.css';
import { mayBeReplayed } from './mayBeReplayed';
import { ReplayDead } from './ReplayDead';
import { ReplayJobs } from './ReplayJobs';
import { SectionCard } from './SectionCard';
import { useTargets } from './useTargets';

const PAGE_SIZE = 25;

/** In the order in which they ask for attention. */
const SHOWN_STATES = ['dead', 'leased', 'ready', 'cancelled', 'done'] as const;
type ShownState = (typeof SHOWN_STATES)[number];

/** Which jobs are shown; an empty text stands for all. */
interface ShownJobs {
  state: ShownState;
  kind: string;
  team: string;
  target: string;
}

/** No name: names begin with a letter or digit. */
const ALL = '*';

/** Jobs of one state, and what a person can do with them. */
export function JobsCard(props: { mayManage: boolean }) {
  const { t } = useTranslationRef(operationsTexts);
  const [query, setQuery] = useSearchParams();
  const state =
    SHOWN_STATES.find(each => each === query.get('state')) ?? 'dead';
  const kind = query.get('kind') ?? '';
  const team = query.get('team') ?? '';
  const target = query.get('target') ?? '';
  const show = (next: Partial<ShownJobs>) => {
    const shown = { state, kind, team, target, ...next };
    setQuery(
      {
        state: shown.state,
        ...(shown.kind ? { kind: shown.kind } : {}),
        ...(shown.team ? { team: shown.team } : {}),
        ...(shown.target ? { target: shown.target } : {}),
      },
      { replace: true },
    );
  };
  const teams = useCatalogTeamNames();
  const targets = useTargets();
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
              show({ state: next ?? state });
            }}
          >
            {SHOWN_STATES.map(each => (
              <ToggleButton key={each} id={each}>
                {t(`operations.jobs.state.${each}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Choice
            label={t('operations.jobs.kind')}
            all={t('operations.jobs.all')}
            options={JOB_KINDS}
            value={kind}
            onChange={next => show({ kind: next })}
          />
          <Choice
            label={t('operations.jobs.team')}
            all={t('operations.jobs.allTeams')}
            options={teams}
            value={team}
            onChange={next => show({ team: next })}
          />
          <Choice
            label={t('operations.jobs.target')}
            all={t('operations.jobs.allTargets')}
            options={
              targets.status === 'ready'
                ? targets.value.map(each => each.name)
                : []
            }
            value={target}
            onChange={next => show({ target: next })}
          />
        </div>
      }
    >
      <Jobs
        state={state}
        kind={kind}
        team={team}
        target={target}
        mayManage={props.mayManage}
      />
    </SectionCard>
  );
}

/** One value or all; one that only the address knows is offered too, so that it can be taken away. */
function Choice(props: {
  label: string;
  all: string;
  options: readonly string[];
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, all, options, value, onChange } = props;
  return (
    <Select
      aria-label={label}
      options={[
        { id: ALL, label: all },
        ...[...new Set([...options, ...(value ? [value] : [])])].map(each => ({
          id: each,
          label: each,
        })),
      ]}
      value={value || ALL}
      onChange={key => onChange(key === ALL ? '' : String(key))}
    />
  );
}

type Opened = { dialog: 'logs' | 'cancel'; job: Job };

function Jobs(props: ShownJobs & { mayManage: boolean }) {
  const { state, kind, team, target, mayManage } = props;
  const { t } = useTranslationRef(operationsTexts);
  const [opened, setOpened] = useState<Opened>();
  const jobs = useLoadedPages(
    ['jobs', state, kind, team, target],
    (api, cursor, signal) =>
      api.listJobs(
        {
          state,
          ...(kind ? { kind } : {}),
          ...(team ? { team } : {}),
          ...(target ? { target } : {}),
          limit: PAGE_SIZE,
          cursor,
        },
        { signal },
      ),
    { live: 'all' },
  );
  const close = () => setOpened(undefined);
  // What is counted above changes with the jobs.
  const refresh = useReloadShown();
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
              {state === 'dead' && mayManage && isMany(jobs) && (
                <ReplayDead
                  kind={kind}
                  team={team}
                  target={target}
                  onDone={refresh}
                />
              )}
              {state === 'dead' &&
                !mayManage &&
                items.filter(mayBeReplayed).length > 1 && (
                  <ReplayJobs
                    jobs={items.filter(mayBeReplayed)}
                    onDone={refresh}
                  />
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

/** Whether there is more than one to act on, shown or not. */
function isMany(jobs: LoadedPages<Job>): boolean {
  return (
    jobs.status === 'ready' &&
    (jobs.hasMore || jobs.value.filter(mayBeReplayed).length > 1)
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
