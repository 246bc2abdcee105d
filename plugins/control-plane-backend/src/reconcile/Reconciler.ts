import { ClaimedJob } from '../domain/job/Job';
import { JobOutcome } from '../domain/job/jobOutcome';
import {
  determineState,
  Observation,
  RequestState,
} from '../domain/reconcile/determineState';
import { NextStep, nextStep } from '../domain/reconcile/nextStep';
import { GroupCommit } from '../queue/GroupCommit';
import { UnitOfWork } from '../store/UnitOfWork';
import { JobLog, noJobLog } from '../queue/JobLog';
import { observe } from './observe';
import { ReconcileStep, StepResult } from './ReconcileStep';
import { StepTracker } from './StepTracker';

/** Most steps of one attempt. A request that needs more is going round in circles, and that is a bug worth an error. */
const MAX_STEPS = 20;

/** Most requests that are looked at together. */
const MAX_OBSERVED = 100;

export interface ReconcileSteps {
  publish: ReconcileStep<'unpublished' | 'drifted'>;
  awaitPublication: ReconcileStep<'publishing'>;
  reportFailure: ReconcileStep<'publish_failed'>;
  finalize: ReconcileStep<
    'overtaken' | 'published' | 'removed' | 'repaired' | 'unsettled'
  >;
  compare: ReconcileStep<'in_sync'>;
}

/**
 * Brings one request to its desired state.
 *
 * @remarks
 * The protocol of an attempt:
 *
 * 1. Observe: read the request, what was approved, its newest publication and its open drift, anew each time (`observe`).
 * 2. Judge (`determineState`, pure) and choose (`nextStep`, pure).
 * 3. Run that one step. It stores what it did, in one transaction, before anything else happens, and does nothing when the request
 *    is not as it was observed any more.
 * 4. Look again, until a step ends the attempt or nothing is left to do.
 *
 * Everything is level-triggered: an attempt may be killed between any two instructions, and the next one, in whatever process, goes on
 * from what is stored and what the branch holds. While the lane of the repository works, the job is parked and holds no worker slot.
 */
export class Reconciler {
  /** Jobs that look at about the same time look together. */
  readonly #observations: GroupCommit<string, Observation | undefined>;
  readonly #steps: ReconcileSteps;
  readonly #tracker: StepTracker;

  static create(options: {
    unitOfWork: UnitOfWork;
    steps: ReconcileSteps;
    tracker: StepTracker;
  }): Reconciler {
    return new Reconciler(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    steps: ReconcileSteps;
    tracker: StepTracker;
  }) {
    const { unitOfWork } = options;
    this.#observations = new GroupCommit({
      largest: MAX_OBSERVED,
      write: async ids => {
        const found = await observe(unitOfWork.read, ids);
        return ids.map(id => found.get(id));
      },
    });
    this.#steps = options.steps;
    this.#tracker = options.tracker;
  }

  async run(
    job: Pick<ClaimedJob, 'key'>,
    signal: AbortSignal,
    log: JobLog = noJobLog,
  ): Promise<JobOutcome> {
    let compared = false;
    for (let taken = 0; taken < MAX_STEPS; taken += 1) {
      signal.throwIfAborted();
      const observation = await this.#observations.add(job.key);
      if (!observation) {
        return { type: 'terminal', message: `There is no request ${job.key}` };
      }
      const state = determineState(observation);
      const next = nextStep(state, compared);
      const result = await this.#take(observation, next, signal);
      log.info(result.did);
      if (result.type === 'ended') {
        return result.outcome;
      }
      // What was just put on the branch, or just compared with it, needs no second look in this attempt.
      compared ||=
        next.step === 'compare' ||
        state.type === 'published' ||
        state.type === 'repaired';
    }
    return {
      type: 'terminal',
      message: `Request ${job.key} was not settled after ${MAX_STEPS} steps`,
    };
  }

  async #take(
    { request }: Observation,
    next: NextStep,
    signal: AbortSignal,
  ): Promise<StepResult> {
    const run = <T extends RequestState['type']>(
      step: ReconcileStep<T>,
      state: Extract<RequestState, { type: T }>,
    ) =>
      this.#tracker.track(step.name, request, () =>
        step.run({ request, state, signal }),
      );
    switch (next.step) {
      case 'end':
        return {
          type: 'ended',
          outcome: { type: 'done' },
          did: 'Nothing is left to do',
        };
      case 'publish':
        return run(this.#steps.publish, next.state);
      case 'await_publication':
        return run(this.#steps.awaitPublication, next.state);
      case 'report_failure':
        return run(this.#steps.reportFailure, next.state);
      case 'finalize':
        return run(this.#steps.finalize, next.state);
      case 'compare':
        return run(this.#steps.compare, next.state);
      default: {
        const unreachable: never = next;
        throw new Error(`Unknown step ${unreachable}`);
      }
    }
  }
}
