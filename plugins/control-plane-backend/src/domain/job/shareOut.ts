/** Waiting jobs that are alike to the order: one kind, group, limit key and priority. */
export interface WaitingLane {
  kind: string;
  group: string;
  limitKey: string;
  priority: number;
  /** Jobs that are due and not given out yet; more may be. */
  due: number;
  /** Where a claim begins: at the one that has been due longest, or at the last that a claim took since. */
  first: {
    /** When it fell due, in milliseconds since 1970. */
    runAt: number;
    /** Ids grow with time. */
    id: string;
  };
}

/** A number of jobs of one lane. */
export interface LaneShare<TLane extends WaitingLane = WaitingLane> {
  lane: TLane;
  jobs: number;
}

/**
 * Says how many jobs of which lanes run next.
 *
 * @remarks
 * Turns go to the group that runs least, then to the one that has waited longest; within a group to the highest
 * priority, then to what has waited longest. So groups share what runs evenly, a group that runs nothing comes before
 * all that do, and ten thousand waiting jobs of one group take no turn away from another. Lanes whose limit is used up
 * are passed over. A lane is as old as its first job.
 *
 * @param running - jobs that run now, by group
 * @param free - places that are left, by limit key; a key that is not in it has no limit
 */
export function shareOut<TLane extends WaitingLane>(
  lanes: readonly TLane[],
  options: {
    most: number;
    running: ReadonlyMap<string, number>;
    free: ReadonlyMap<string, number>;
  },
): LaneShare<TLane>[] {
  const shares = new Map<TLane, number>();
  const free = new Map(options.free);
  let left = options.most;
  let groups = queueGroups(lanes, options.running);
  for (let turn = firstTurnOf(groups); left > 0 && groups.length > 0; ) {
    const next: GroupQueue<TLane>[] = [];
    for (const group of groups) {
      if (group.turn > turn || left === 0) {
        next.push(group);
        continue;
      }
      const lane = takeFrom(group, { shares, free });
      if (lane) {
        shares.set(lane, (shares.get(lane) ?? 0) + 1);
        left -= 1;
        next.push({ ...group, turn: group.turn + 1 });
      }
    }
    groups = next;
    turn = firstTurnOf(groups);
  }
  return [...shares].map(([lane, jobs]) => ({ lane, jobs }));
}

interface GroupQueue<TLane> {
  /** Jobs of the group that run, with those given out here. */
  turn: number;
  lanes: TLane[];
}

function firstTurnOf(groups: readonly GroupQueue<unknown>[]): number {
  return groups.reduce((first, { turn }) => Math.min(first, turn), Infinity);
}

/** The groups with something due, the one that has waited longest first; each with its lanes in order. */
function queueGroups<TLane extends WaitingLane>(
  lanes: readonly TLane[],
  running: ReadonlyMap<string, number>,
): GroupQueue<TLane>[] {
  const byGroup = new Map<string, TLane[]>();
  for (const lane of lanes) {
    if (lane.due > 0) {
      const known = byGroup.get(lane.group);
      if (known) {
        known.push(lane);
      } else {
        byGroup.set(lane.group, [lane]);
      }
    }
  }
  return [...byGroup]
    .map(([group, queue]) => ({
      turn: running.get(group) ?? 0,
      oldest: queue.reduce((a, b) => (compareAge(a, b) <= 0 ? a : b)),
      lanes: queue.sort((a, b) => b.priority - a.priority || compareAge(a, b)),
    }))
    .sort((a, b) => compareAge(a.oldest, b.oldest));
}

function compareAge(a: WaitingLane, b: WaitingLane): number {
  return a.first.runAt - b.first.runAt || (a.first.id < b.first.id ? -1 : 1);
}

/** The lane whose job has the group's next turn, if any has one left. */
function takeFrom<TLane extends WaitingLane>(
  group: GroupQueue<TLane>,
  {
    shares,
    free,
  }: { shares: ReadonlyMap<TLane, number>; free: Map<string, number> },
): TLane | undefined {
  for (const lane of group.lanes) {
    const places = free.get(lane.limitKey) ?? Infinity;
    if (places > 0 && (shares.get(lane) ?? 0) < lane.due) {
      free.set(lane.limitKey, places - 1);
      return lane;
    }
  }
  return undefined;
}
