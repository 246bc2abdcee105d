import { ConflictError } from '@backstage/errors';
import { ConditionUpdate, withConditions } from './conditions';
import { Request } from './Request';
import {
  RequestEvent,
  phasesAccepting,
  transition,
} from './requestTransitions';

/**
 * The request after an event, with conditions set.
 *
 * @throws ConflictError when the phase refuses the event.
 */
export function moveRequest(
  request: Request,
  event: RequestEvent,
  options: { now: Date; conditions?: ConditionUpdate[] },
): Request {
  const result = transition(request.phase, event);
  if (result.type === 'refused') {
    throw new ConflictError(
      `Request ${request.id} is ${
        request.phase
      }; this can be done only while it is ${
        phasesAccepting(event).join(', ') || 'never'
      }`,
    );
  }
  return {
    ...request,
    phase: result.type === 'moved' ? result.phase : request.phase,
    conditions: withConditions(request.conditions, options.conditions ?? [], {
      now: options.now,
      generation: request.generation,
    }),
  };
}
