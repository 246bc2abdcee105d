import {
  HeldPause,
  Pause,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { formatDetails, formatTable } from './table';
import { formatInstant } from './values';

export function formatPauses(pauses: readonly HeldPause[]): string {
  return formatTable(pauses, [
    { title: 'PAUSED', value: ({ scope }) => scope },
    { title: 'NAME', value: ({ name }) => name },
    { title: 'JOBS', value: ({ jobs }) => jobs },
    { title: 'SINCE', value: ({ pausedAt }) => formatInstant(pausedAt) },
    { title: 'BY', value: ({ pausedBy }) => pausedBy },
    { title: 'REASON', value: ({ reason }) => reason },
  ]);
}

export function formatPause(pause: Pause): string {
  return formatPauseAs('Paused', pause);
}

/** A pause that was ended just now. */
export function formatResumed(pause: Pause): string {
  return formatPauseAs('Resumed', pause);
}

function formatPauseAs(what: string, pause: Pause): string {
  return formatDetails([
    [what, `${pause.scope} ${pause.name}`],
    ['Paused since', formatInstant(pause.pausedAt)],
    ['By', pause.pausedBy],
    ['Reason', pause.reason],
  ]);
}
