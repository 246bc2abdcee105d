import { isError } from '@backstage/errors';
import {
  ControlPlaneClient,
  ControlPlaneError,
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FailedError, TimedOutError } from '../errors';
import { Host } from '../Host';
import { printable } from '../output/printable';
import { describeProgress } from './describeProgress';
import { judgeWait, WaitGoal } from './judgeWait';

/** Polls come quickly at first, when a preview becomes ready within seconds, and rarely later. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
const PAUSE_GROWTH = 1.5;

/** Answers that a restart or a full server gives, and that pass. */
const PASSING_STATUSES = [429, 502, 503, 504];

export interface WaitOptions {
  client: ControlPlaneClient;
  id: string;
  goal: WaitGoal;
  timeoutMs: number;
  host: Host;
}

/**
 * Polls a request until it has reached the goal, telling on stderr each change of where it stands.
 *
 * @throws FailedError when the goal will not be reached, TimedOutError when it was not reached in time.
 */
export async function waitForRequest(
  options: WaitOptions,
): Promise<EnvironmentRequest> {
  const { goal, id, timeoutMs, host } = options;
  const deadline = host.clock.now().getTime() + timeoutMs;
  let pause = FIRST_PAUSE_MS;
  let told = '';
  const tell = (line: string) => {
    if (line !== told) {
      told = line;
      host.stderr(`${host.clock.now().toISOString()} ${printable(line)}\n`);
    }
  };
  for (;;) {
    const seen = await observe(options);
    if (seen.type === 'unreachable') {
      tell(`${seen.message}; trying again`);
    } else {
      tell(describeProgress(seen.request));
      const verdict = judgeWait(goal, seen.request, seen.revision);
      if (verdict.type === 'reached') {
        return seen.request;
      }
      if (verdict.type === 'ended') {
        throw new FailedError(
          `${id} will not become what was waited for: ${printable(
            verdict.reason,
          )}`,
        );
      }
    }
    const left = deadline - host.clock.now().getTime();
    if (left <= 0) {
      throw new TimedOutError(
        `${id} is not there after ${
          timeoutMs / 1000
        } s; last seen: ${told}. Wait longer with 'platformctl request wait ${id} --timeout <duration>'`,
      );
    }
    await host.clock.sleep(Math.min(pause, left), host.signal);
    pause = Math.min(Math.round(pause * PAUSE_GROWTH), LONGEST_PAUSE_MS);
  }
}

type Observation =
  | { type: 'seen'; request: EnvironmentRequest; revision?: Revision }
  | { type: 'unreachable'; message: string };

async function observe({
  client,
  id,
  goal,
  host: { signal },
}: WaitOptions): Promise<Observation> {
  try {
    // The revision first: what is judged in force is then never older than the request that it is judged with.
    const revision =
      goal.type === 'revision'
        ? await client.getRevision(id, goal.generation, { signal })
        : undefined;
    const { request } = await client.getRequest(id, { signal });
    return { type: 'seen', request, revision };
  } catch (error) {
    signal.throwIfAborted();
    const passes =
      isError(error) &&
      (error.name === 'ServiceUnavailableError' ||
        (error instanceof ControlPlaneError &&
          PASSING_STATUSES.includes(error.status)));
    if (!passes) {
      throw error;
    }
    return { type: 'unreachable', message: error.message };
  }
}
