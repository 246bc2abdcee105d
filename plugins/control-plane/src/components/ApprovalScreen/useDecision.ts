import {
  approveBodySchema,
  EnvironmentRequest,
  FieldError,
  parseInput,
  rejectBodySchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActionState,
  classifyFailure,
  ControlPlaneApi,
  textsByField,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useCallback, useState } from 'react';

export type Decision = 'approve' | 'reject';

/** How the caller's own decision stands. */
export type DecisionState =
  | { status: 'open' }
  | { status: 'sending'; decision: Decision }
  /** Not sent: what is wrong, by field, in the API's words. */
  | { status: 'invalid'; errors: Record<string, string> }
  /** Nothing was decided, and why. */
  | { status: 'failed'; decision: Decision; error: Error }
  /** The revision does not wait for this decision any more, or not with this plan. */
  | { status: 'overtaken'; error: Error }
  | { status: 'decided'; decision: Decision; request: EnvironmentRequest };

/** What somebody decides, on exactly which plan. */
export interface DecisionInput {
  decision: Decision;
  generation: number;
  planDigest: string;
  comment: string;
}

/** Checks as the API does and sends; a refusal changes nothing that was typed. */
export function useDecision(id: string): {
  state: DecisionState;
  decide: (input: DecisionInput) => Promise<DecisionState>;
  reset: () => void;
} {
  const [state, setState] = useState<DecisionState>({ status: 'open' });
  const { run } = useAction(send);

  const decide = useCallback(
    async (input: DecisionInput): Promise<DecisionState> => {
      const errors = errorsOf(input);
      if (errors.length > 0) {
        const invalid: DecisionState = {
          status: 'invalid',
          errors: textsByField(errors),
        };
        setState(invalid);
        return invalid;
      }
      setState({ status: 'sending', decision: input.decision });
      const end = await run(id, input);
      const next = stateAfter(end, input.decision);
      setState(next);
      return next;
    },
    [id, run],
  );
  const reset = useCallback(() => setState({ status: 'open' }), []);
  return { state, decide, reset };
}

function bodyOf({ generation, planDigest, comment }: DecisionInput) {
  return { generation, planDigest, comment: comment.trim() };
}

function errorsOf(input: DecisionInput): FieldError[] {
  const schema =
    input.decision === 'approve' ? approveBodySchema : rejectBodySchema;
  const result = parseInput(schema, bodyOf(input));
  return result.type === 'invalid' ? result.errors : [];
}

function send(api: ControlPlaneApi, id: string, input: DecisionInput) {
  return input.decision === 'approve'
    ? api.approveRequest(id, bodyOf(input))
    : api.rejectRequest(id, bodyOf(input));
}

function stateAfter(
  end: ActionState<EnvironmentRequest>,
  decision: Decision,
): DecisionState {
  switch (end.status) {
    case 'done':
      return { status: 'decided', decision, request: end.value };
    case 'failed':
      return stateAfterFailure(end.error, decision);
    case 'idle':
    case 'running':
      // A second press while the first is on its way.
      return { status: 'sending', decision };
    default: {
      const unreachable: never = end;
      throw new Error(`Unknown end ${unreachable}`);
    }
  }
}

function stateAfterFailure(error: Error, decision: Decision): DecisionState {
  const failure = classifyFailure(error);
  if (failure.kind === 'conflict') {
    return { status: 'overtaken', error };
  }
  return failure.kind === 'invalid' && failure.fields.length > 0
    ? { status: 'invalid', errors: textsByField(failure.fields) }
    : { status: 'failed', decision, error };
}
