import { CustomErrorBase, isError } from '@backstage/errors';
import {
  ControlPlaneClient,
  ControlPlaneError,
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Clock } from '../Clock';
import { explainRefusal } from '../explainRefusal';
import { TaskContext } from '../TaskContext';
import { describeProgress } from './describeProgress';
import { judgeWait, WaitGoal } from './judgeWait';

/** A preview is ready within seconds; what takes longer is not asked for as often. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
const PAUSE_GROWTH = 1.5;

/** Answers of a server that restarts or is full. They pass. */
const PASSING_STATUSES = [429, 502, 503, 504];

/** The wait is over and the goal is not reached. */
export class WaitError extends CustomErrorBase {
  name = 'WaitError' as const;
}

export interface WaitOutcome {
  type: 'reached' | 'needs_approval';
  request: EnvironmentRequest;
}

export interface WaitOptions {
  client: ControlPlaneClient;
  clock: Clock;
  context: TaskContext;
  id: string;
  goal: WaitGoal;
  seconds: number;
  /** Whether to go on waiting while a person has to decide. */
  waitForApproval: boolean;
}

/**
 * Polls a request until it has reached the goal, and tells each change of where it stands in the task's log.
 *
 * @throws WaitError when the goal was not reached in time, or will not be reached.
 */
export async function waitForRequest(
  options: WaitOptions,
): Promise<WaitOutcome> {
  const { clock, context, goal, id, seconds } = options;
  const deadline = clock.monotonic() + seconds * 1000;
  let pause = FIRST_PAUSE_MS;
  let told = '';
  const tell = (line: string) => {
    if (line !== told) {
      told = line;
      context.logger.info(`${id}: ${line}`);
    }
  };
  for (;;) {
    const seen = await observe(options);
    if (seen.type === 'unreachable') {
      tell(`${seen.message}; trying again`);
    } else {
      const { request, revision } = seen;
      tell(describeProgress(request));
      const verdict = judgeWait(goal, request, revision);
      switch (verdict.type) {
        case 'reached':
          return { type: 'reached', request };
        case 'ended':
          throw new WaitError(
            `${id} will not become ${goal.phase}: ${verdict.reason}`,
          );
        case 'needs_approval':
          if (!options.waitForApproval) {
            return { type: 'needs_approval', request };
          }
          break;
        case 'waiting':
          break;
        default: {
          const unreachable: never = verdict;
          throw new Error(`Unknown verdict ${JSON.stringify(unreachable)}`);
        }
      }
    }
    const left = deadline - clock.monotonic();
    if (left <= 0) {
      throw new WaitError(
        `${id} is not ${goal.phase} after ${seconds} seconds; last seen: ${told}. It goes on without this task; its page shows how`,
      );
    }
    await clock.sleep(Math.min(pause, left), context.signal);
    pause = Math.min(Math.round(pause * PAUSE_GROWTH), LONGEST_PAUSE_MS);
  }
}

type Observation =
  | { type: 'seen'; request: EnvironmentRequest; revision: Revision }
  | { type: 'unreachable'; message: string };

async function observe({
  client,
  context: { signal },
  goal,
  id,
}: WaitOptions): Promise<Observation> {
  signal?.throwIfAborted();
  try {
    // The revision first: one that is judged in force is then never older than the request that it is judged with.
    const given = goal.generation;
    const revision = given && (await client.getRevision(id, given, { signal }));
    const { request } = await client.getRequest(id, { signal });
    return {
      type: 'seen',
      request,
      revision:
        revision ||
        (await client.getRevision(id, request.generation, { signal })),
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (isError(error) && passes(error)) {
      return { type: 'unreachable', message: error.message };
    }
    return explainRefusal(`read ${id}`, Promise.reject(error));
  }
}

function passes(error: Error): boolean {
  return (
    error.name === 'ServiceUnavailableError' ||
    (error instanceof ControlPlaneError &&
      PASSING_STATUSES.includes(error.status))
  );
}
