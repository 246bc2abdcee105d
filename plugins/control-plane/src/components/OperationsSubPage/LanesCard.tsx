import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { PublishLane } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Duration,
  EmptyPanel,
  Instant,
  LoadedContent,
  StatusChip,
  useExactTime,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { operationsTexts } from '../../translation';
import { LaneDialog } from './LaneDialog';
import { PauseNote } from './PauseNote';
import styles from './OperationsSubPage.module.css';
import { SectionCard } from './SectionCard';

/** The lanes into Git: what waits in them, who holds them, and how much they may push. */
export function LanesCard() {
  const { t } = useTranslationRef(operationsTexts);
  const lanes = useLoaded(
    ['publish-lanes'],
    async (api, signal) => (await api.listPublishLanes({ signal })).items,
    { live: 'all' },
  );
  return (
    <SectionCard
      title={t('operations.lanes.title')}
      hint={t('operations.lanes.hint')}
    >
      <LoadedContent loaded={lanes}>
        {items =>
          items.length === 0 ? (
            <EmptyPanel
              title={t('operations.lanes.empty')}
              description={t('operations.lanes.emptyHint')}
            />
          ) : (
            <LanesTable lanes={items} />
          )
        }
      </LoadedContent>
    </SectionCard>
  );
}

function LanesTable(props: { lanes: PublishLane[] }) {
  const { t } = useTranslationRef(operationsTexts);
  const [opened, setOpened] = useState<PublishLane>();
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('operations.lanes.title')}>
        <thead>
          <tr>
            <th scope="col">{t('operations.lanes.lane')}</th>
            <th scope="col" className={styles.number}>
              {t('operations.lanes.pending')}
            </th>
            <th scope="col" className={styles.number}>
              {t('operations.lanes.failing')}
            </th>
            <th scope="col">{t('operations.lanes.oldest')}</th>
            <th scope="col">{t('operations.lanes.held')}</th>
            <th scope="col">{t('operations.lanes.next')}</th>
            <th scope="col">{t('operations.lanes.budget')}</th>
            <th scope="col">{t('operations.lanes.last')}</th>
            <th scope="col">{t('operations.lanes.failure')}</th>
          </tr>
        </thead>
        <tbody>
          {props.lanes.map(lane => (
            <LaneRow
              key={`${lane.repository} ${lane.branch}`}
              lane={lane}
              onOpen={() => setOpened(lane)}
            />
          ))}
        </tbody>
      </table>
      {opened && (
        <LaneDialog lane={opened} onClose={() => setOpened(undefined)} />
      )}
    </div>
  );
}

function LaneRow(props: { lane: PublishLane; onOpen: () => void }) {
  const { lane, onOpen } = props;
  const { t } = useTranslationRef(operationsTexts);
  const exact = useExactTime();
  const { pushesPerMinute, lastFailure } = lane;
  return (
    <tr>
      <th scope="row">
        <div>{lane.repository}</div>
        <div className={styles.mono}>{lane.branch}</div>
      </th>
      <td className={styles.number}>
        {lane.pending > 0 ? (
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('operations.lanes.showHeld', {
              name: lane.repository,
              number: String(lane.pending),
            })}
            onPress={onOpen}
          >
            {lane.pending}
          </Button>
        ) : (
          0
        )}
      </td>
      <td className={styles.number}>
        <span className={lane.failing > 0 ? styles.alarm : undefined}>
          {lane.failing}
        </span>
      </td>
      <td className={styles.nowrap}>
        <MaybeInstant at={lane.oldestPendingAt} />
      </td>
      <td className={styles.nowrap}>
        {lane.heldUntil ? (
          <>
            <StatusChip tone="info" active>
              {t('operations.lanes.held')}
            </StatusChip>
            <div className={styles.quiet}>
              {t('operations.lanes.heldUntil', {
                at: exact(Date.parse(lane.heldUntil)),
              })}
            </div>
            {lane.heldBy && lane.heldSince && (
              <div className={styles.quiet}>
                {lane.heldBy} · <Duration from={lane.heldSince} />
              </div>
            )}
          </>
        ) : (
          t('operations.lanes.free')
        )}
      </td>
      <td className={lane.wait || lane.stopped ? styles.why : undefined}>
        <NextPush lane={lane} />
      </td>
      <td className={styles.nowrap}>
        {pushesPerMinute === undefined
          ? t('operations.lanes.noLimit')
          : t('operations.lanes.perMinute', {
              number: String(pushesPerMinute),
            })}
      </td>
      <td className={styles.nowrap}>
        {lane.lastPublishedAt ? (
          <Instant at={lane.lastPublishedAt} />
        ) : (
          t('operations.lanes.never')
        )}
      </td>
      <td className={styles.why}>
        {lastFailure ? (
          <>
            <div>
              {lastFailure.message} (<Instant at={lastFailure.at} />)
            </div>
            <div className={styles.quiet}>{lastFailure.advice}</div>
          </>
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
}

function NextPush(props: { lane: PublishLane }) {
  const { nextAttemptAt, wait, stopped } = props.lane;
  const { t } = useTranslationRef(operationsTexts);
  if (stopped) {
    return (
      <>
        <div className={styles.alarm}>
          {t(`operations.lanes.stopped.${stopped.state}`)}
        </div>
        {stopped.message && <div>{stopped.message}</div>}
        <div className={styles.quiet}>
          {t('operations.lanes.stoppedHint', { id: stopped.jobId })}
        </div>
      </>
    );
  }
  if (wait?.pause) {
    return <PauseNote pause={wait.pause} />;
  }
  return (
    <>
      <MaybeInstant at={nextAttemptAt} />
      {wait && <div>{wait.message}</div>}
    </>
  );
}

function MaybeInstant(props: { at?: string }) {
  return props.at ? <Instant at={props.at} /> : <>–</>;
}
