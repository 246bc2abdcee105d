import {
  EnvironmentRequest,
  isTerminalPhase,
  REQUEST_ACTIONS,
  RequestAction,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { caller } from './data/installation';

/** What the caller may do with a request as it stands: an admin is stopped by its state and by four eyes only. */
export function actionsOn(request: EnvironmentRequest): RequestActionVerdict[] {
  const waiting = request.openRevisions.find(
    ({ state }) => state === 'pending_approval',
  );
  return REQUEST_ACTIONS.map(action => {
    const reason = whyNot(request, action);
    const generation = isDecision(action) ? waiting?.generation : undefined;
    return reason === undefined
      ? { action, generation, allowed: true }
      : { action, generation, allowed: false, reason };
  });
}

function isDecision(action: RequestAction): boolean {
  return action === 'approve' || action === 'reject' || action === 'withdraw';
}

function whyNot(
  request: EnvironmentRequest,
  action: RequestAction,
): string | undefined {
  const { phase, openRevisions } = request;
  if (isTerminalPhase(phase)) {
    return 'It has ended';
  }
  if (isDecision(action)) {
    const waiting = openRevisions.find(
      ({ state }) => state === 'pending_approval',
    );
    if (!waiting) {
      return 'Nothing waits for a decision';
    }
    const isOwn = waiting.requestedBy === caller.subject;
    return isOwn && action !== 'withdraw'
      ? 'You asked for it yourself'
      : undefined;
  }
  return phase === 'deleting' ? 'It is being torn down' : undefined;
}
