import { FaultContext, FaultResult } from './FaultCampaign';
import { ServedWorld, ServedWorldOptions } from './ServedWorld';

/** Gives a world to a campaign and removes it afterwards; what the backends said last is told when something is wrong. */
export async function useServedWorld(
  context: Pick<FaultContext, 'database' | 'report'>,
  options: Omit<ServedWorldOptions, 'database'>,
  run: (world: ServedWorld) => Promise<FaultResult>,
): Promise<FaultResult> {
  const world = await ServedWorld.create({ ...context, ...options });
  const tell = async () =>
    context.report(`  the backends said:\n${await world.lastWords()}`);
  try {
    const result = await run(world);
    if (result.problems.length > 0) {
      await tell();
    }
    return result;
  } catch (error) {
    await tell();
    throw error;
  } finally {
    await world.remove();
  }
}
