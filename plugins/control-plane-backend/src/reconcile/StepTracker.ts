import { Request } from '../domain/request/Request';
import { StepResult } from './ReconcileStep';

/** Watches steps from beside: spans, durations, outcomes. The logic of the reconcile knows nothing of telemetry. */
export interface StepTracker {
  track(
    step: string,
    request: Pick<Request, 'id' | 'generation'>,
    run: () => Promise<StepResult>,
  ): Promise<StepResult>;
}
