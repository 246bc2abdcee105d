/**
 * Runs something beside others who want a turn of the event loop each time there is one.
 *
 * @remarks
 * Every look at the monotonic clock finds it a millisecond later, so that what is counted does not depend on the machine.
 *
 * @param run - `turn` tells how many turns the others had so far
 * @returns how many they had until it ended
 */
export async function whileOthersRun(
  run: (turn: () => number) => Promise<unknown>,
): Promise<number> {
  let now = 0;
  const clock = jest
    .spyOn(performance, 'now')
    .mockImplementation(() => (now += 1));
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  try {
    await run(() => turns);
    return turns;
  } finally {
    clearImmediate(next);
    clock.mockRestore();
  }
}
