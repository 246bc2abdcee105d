import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { WorkQueue } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
  useLength,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiPauseLine } from '@remixicon/react';
import { useState } from 'react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';
import { PauseDialog } from './PauseDialog';
import { SectionCard } from './SectionCard';

/** A due job that has waited longer than this asks for attention. */
const OLD_SECONDS = 60;

/** How deep the queue is, by kind and by team, how long its oldest job waits, and the way to hold it up. */
export function QueueCard(props: { mayManage: boolean }) {
  const { t } = useTranslationRef(operationsTexts);
  const [isPausing, setPausing] = useState(false);
  const queue = useLoaded(
    ['work-queue'],
    (api, signal) => api.getWorkQueue({ signal }),
    { live: 'all' },
  );
  return (
    <SectionCard
      title={t('operations.queue.title')}
      hint={t('operations.queue.hint')}
      aside={
        props.mayManage && (
          <Button
            variant="secondary"
            iconStart={<RiPauseLine />}
            onPress={() => setPausing(true)}
          >
            {t('operations.pauses.pause')}
          </Button>
        )
      }
    >
      {isPausing && <PauseDialog onClose={() => setPausing(false)} />}
      <LoadedContent loaded={queue}>
        {({ kinds, teams }) =>
          kinds.length === 0 ? (
            <EmptyPanel title={t('operations.queue.empty')} />
          ) : (
            <div className={styles.columns}>
              <KindsTable kinds={kinds} />
              <TeamsTable teams={teams} />
            </div>
          )
        }
      </LoadedContent>
    </SectionCard>
  );
}

function KindsTable(props: { kinds: WorkQueue['kinds'] }) {
  const { kinds } = props;
  const { t } = useTranslationRef(operationsTexts);
  const length = useLength();
  const sum = (of: 'due' | 'paused' | 'delayed' | 'running' | 'dead') =>
    kinds.reduce((total, kind) => total + kind[of], 0);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('operations.queue.depth')}>
        <thead>
          <tr>
            <th scope="col">{t('operations.queue.kind')}</th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.due')}
            </th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.oldest')}
            </th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.paused')}
            </th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.delayed')}
            </th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.running')}
            </th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.dead')}
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(kind => {
            const oldest = kind.oldestDueSeconds;
            const isOld = oldest !== undefined && oldest > OLD_SECONDS;
            return (
              <tr key={kind.kind}>
                <th scope="row" className={styles.mono}>
                  {kind.kind}
                </th>
                <td className={styles.number}>{kind.due}</td>
                <td className={styles.number}>
                  <span className={isOld ? styles.alarm : undefined}>
                    {oldest === undefined ? '–' : length(oldest * 1000)}
                  </span>
                </td>
                <td className={styles.number}>{kind.paused}</td>
                <td className={styles.number}>{kind.delayed}</td>
                <td className={styles.number}>{kind.running}</td>
                <td className={styles.number}>
                  <span className={kind.dead > 0 ? styles.alarm : undefined}>
                    {kind.dead}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('operations.queue.total')}</th>
            <td className={styles.number}>{sum('due')}</td>
            <td />
            <td className={styles.number}>{sum('paused')}</td>
            <td className={styles.number}>{sum('delayed')}</td>
            <td className={styles.number}>{sum('running')}</td>
            <td className={styles.number}>{sum('dead')}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function TeamsTable(props: { teams: WorkQueue['teams'] }) {
  const { t } = useTranslationRef(operationsTexts);
  return props.teams.length === 0 ? (
    <Text color="secondary">{t('operations.queue.empty')}</Text>
  ) : (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('operations.queue.teams')}>
        <thead>
          <tr>
            <th scope="col">{t('operations.queue.team')}</th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.waiting')}
            </th>
            <th scope="col" className={styles.number}>
              {t('operations.queue.running')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.teams.map(({ team, waiting, running }) => (
            <tr key={team}>
              <th scope="row">{team}</th>
              <td className={styles.number}>{waiting}</td>
              <td className={styles.number}>{running}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
