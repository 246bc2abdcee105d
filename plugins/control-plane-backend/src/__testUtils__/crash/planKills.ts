import { SeededRandom } from './SeededRandom';

/** What the backend does when its end is near. */
export type KillMoment =
  | 'starting'
  | 'create sent'
  | 'create answered'
  | 'fetch'
  | 'push-advertisement'
  | 'push';

export interface PlannedKill {
  moment: KillMoment;
  /** The how manyth of its kind in this life of the backend; 1 is the first. */
  ordinal: number;
  /** Milliseconds from the moment to the kill. */
  delayMs: number;
  /**
   * - `process`: the backend alone; Git commands that it started run on, as when one process is out of memory.
   * - `tree`: with everything it started, as when its container dies.
   */
  scope: 'process' | 'tree';
  /** Milliseconds for which the server sits on the push that was under way, so that it lands after somebody has looked. */
  holdPushMs: number;
}

/** The first two make a short campaign, ten a whole one; more begin anew. */
const DECK: readonly KillMoment[] = [
  'push',
  'create sent',
  'push',
  'create answered',
  'push-advertisement',
  'starting',
  'push',
  'fetch',
  'push',
  'create sent',
];

/** Draws when each life of the backend ends. */
export function planKills(count: number, random: SeededRandom): PlannedKill[] {
  const moments = Array.from(
    { length: count },
    (_, index) => DECK[index % DECK.length],
  );
  return random.shuffle(moments).map(moment => ({
    moment,
    ordinal: moment.startsWith('create') ? random.between(1, 3) : 1,
    delayMs: random.between(0, moment === 'starting' ? 6000 : 90),
    scope: random.pick(['process', 'tree'] as const),
    holdPushMs: moment === 'push' ? random.pick([0, 0, 300, 3000, 8000]) : 0,
  }));
}

export function describeKill(kill: PlannedKill): string {
  const when =
    kill.moment === 'starting'
      ? `${kill.delayMs} ms into the start`
      : `${kill.delayMs} ms after ${kill.moment} ${kill.ordinal}`;
  const held = kill.holdPushMs
    ? `, that push held for ${kill.holdPushMs} ms`
    : '';
  return `${kill.scope} killed ${when}${held}`;
}
