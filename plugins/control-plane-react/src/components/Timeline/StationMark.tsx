import { TimelineState } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiCloseLine,
  RiHourglass2Line,
  RiLoader4Line,
  RiSkipForwardMiniLine,
} from '@remixicon/react';
import { HiddenText } from '../HiddenText';
import styles from './Timeline.module.css';

const ICONS: Readonly<
  Record<TimelineState, RemixiconComponentType | undefined>
> = {
  done: RiCheckLine,
  running: RiLoader4Line,
  waiting: RiHourglass2Line,
  failed: RiCloseLine,
  ahead: undefined,
  skipped: RiSkipForwardMiniLine,
};

/** The mark of a station on the line; its state in words is for screen readers and on hover. */
export function StationMark(props: { state: TimelineState; label: string }) {
  const Icon = ICONS[props.state];
  return (
    <span className={styles.mark} title={props.label}>
      {Icon && <Icon size={14} aria-hidden="true" />}
      <HiddenText>{props.label}</HiddenText>
    </span>
  );
}
