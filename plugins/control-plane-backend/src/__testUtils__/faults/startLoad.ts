import { setTimeout as wait } from 'node:timers/promises';
import { FaultRun } from './FaultCampaign';
import { ApiAnswer, createCall } from './LoadBalancer';
import { ServedWorld } from './ServedWorld';

export const CALLS_A_SECOND = 8;
/** Every how manyth call asks for a request; the others look. */
const CREATE_EVERY = 4;

/** Calls at a steady pace, whether the earlier ones are answered or not. */
export function startLoad(world: ServedWorld, { random, signal }: FaultRun) {
  const end = new AbortController();
  const call = async (number: number): Promise<ApiAnswer> => {
    if (number % CREATE_EVERY !== 0) {
      return world.balancer.insist(
        { method: 'GET', path: '/v1/environment-requests?limit=20' },
        signal,
      );
    }
    const [create] = world.plan(1, random);
    const answer = await world.balancer.insist(createCall(create), signal);
    world.calls.push(create);
    return answer;
  };
  const run = async () => {
    const calls: Array<Promise<ApiAnswer>> = [];
    while (!end.signal.aborted) {
      calls.push(call(calls.length));
      await wait(1000 / CALLS_A_SECOND, undefined, {
        signal: end.signal,
      }).catch(() => {});
    }
    return Promise.all(calls);
  };
  const answers = run();
  // Looked at by the caller; a failure before that must not count as unhandled.
  answers.catch(() => {});
  return { answers, end: () => end.abort() };
}
