import { CreateCall } from '../crash/RequestSender';
import { createCall } from './LoadBalancer';
import { ServedWorld } from './ServedWorld';

/**
 * Asks until each call was answered, by any replica.
 *
 * @throws Error when one is refused
 */
export async function insistOn(
  world: ServedWorld,
  calls: readonly CreateCall[],
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    calls.map(async call => {
      const { status, text } = await world.balancer.insist(
        createCall(call),
        signal,
      );
      if (status !== 201 && status !== 200) {
        throw new Error(`${call.key} was answered ${status} ${text}`);
      }
      world.calls.push(call);
    }),
  );
}
