import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  Timeline as TimelineValue,
  TimelineEntry,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneReactTranslationRef } from '../../translation';
import { ActorName } from '../ActorName';
import { Duration } from '../Duration';
import { Instant } from '../Instant';
import { WaitNote } from '../WaitNote';
import { StationMark } from './StationMark';
import { RevisionPage, TimelineLink } from './TimelineLink';
import styles from './Timeline.module.css';

/** A revision's way from the wish to the effect on one line of time; what waits says why. */
export function Timeline(props: {
  timeline: TimelineValue;
  /** For links to the request's own pages. */
  requestId?: string;
}) {
  const { entries, action, generation } = props.timeline;
  const page = { requestId: props.requestId, generation };
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const start = entries[0]?.startedAt;
  const last = entries.at(-1);
  return (
    <div className={styles.timeline}>
      <ol className={styles.stations} aria-label={t('timeline.label')}>
        {entries.map((entry, index) => (
          <Station
            key={entry.step}
            entry={entry}
            // What ended a revision is told where it ended, not again at each station it never reached.
            isRepeated={
              entry.state === 'skipped' &&
              entries
                .slice(0, index)
                .some(({ message }) => message === entry.message)
            }
            page={page}
          />
        ))}
      </ol>
      {start && last?.state === 'done' && last.finishedAt && (
        <Text variant="body-small" color="secondary" className={styles.total}>
          {t(`status.action.${action}`)}:{' '}
          <Duration from={start} to={last.finishedAt} />
        </Text>
      )}
    </div>
  );
}

function Station(props: {
  entry: TimelineEntry;
  isRepeated: boolean;
  page: RevisionPage;
}) {
  const { entry, isRepeated, page } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const state = t(`timeline.state.${entry.state}`);
  return (
    <li className={styles.station} data-state={entry.state}>
      <StationMark state={entry.state} label={state} />
      <div className={styles.body}>
        <div className={styles.head}>
          <Text weight="bold">{t(`timeline.step.${entry.step}`)}</Text>
          {entry.startedAt && (
            <Text variant="body-small" color="secondary">
              <Instant at={entry.startedAt} />
            </Text>
          )}
          {entry.startedAt && lastsVisibly(entry) && (
            <Text variant="body-small" color="secondary">
              <Duration from={entry.startedAt} to={entry.finishedAt} />
            </Text>
          )}
        </div>
        <Text className={styles.message} color="secondary">
          {isRepeated ? state : entry.message}
        </Text>
        {(entry.actor || entry.links.length > 0) && (
          <div className={styles.links}>
            {entry.actor && <ActorName actor={entry.actor} />}
            {entry.links.map(link => (
              <TimelineLink
                key={`${link.kind}:${link.ref}`}
                link={link}
                page={page}
              />
            ))}
          </div>
        )}
        {entry.wait && <WaitNote wait={entry.wait} />}
      </div>
    </li>
  );
}

/** Of what goes on, the time since its start says how long it has lasted. */
function lastsVisibly({ startedAt, finishedAt }: TimelineEntry): boolean {
  return finishedAt !== undefined && finishedAt !== startedAt;
}
