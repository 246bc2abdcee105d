import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  useCaller,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { forwardRef, useRef, useState } from 'react';
import { useDraft } from '../../hooks/useDraft';
import { determineOutcome, Outcome } from '../../present/determineOutcome';
import { DecisionPanel, DecisionPanelHandle } from './DecisionPanel';
import { determineAbility } from './determineAbility';
import { OutcomePanel } from './OutcomePanel';
import { Decision, DecisionState, useDecision } from './useDecision';
import { Dossier } from './useDossier';

/**
 * The decision, or what became of it.
 *
 * @remarks
 * What was typed outlives everything that can go wrong: a refused call, a plan that changed, somebody who was faster, signing in again.
 */
export const DecisionColumn = forwardRef<
  DecisionPanelHandle,
  {
    dossier: Dossier;
    plan: Loaded<Plan>;
    refresh: () => void;
    isRefreshing: boolean;
  }
>(function Column({ dossier, plan, refresh, isRefreshing }, ref) {
  const { request, revision } = dossier;
  const { generation, planDigest } = revision;
  const [comment, setComment] = useDraft(`${request.id}/${generation}`);
  const [seenDigest, setSeenDigest] = useState(planDigest);
  const { state, decide, reset } = useDecision(request.id);
  const outcome = outcomeOf(dossier, state);
  const caller = useCaller();
  const wasWaiting = useRef(outcome.kind === 'waiting');

  const onDecide = async (decision: Decision) => {
    const end = await decide({
      decision,
      generation,
      planDigest: seenDigest,
      comment,
    });
    if (end.status === 'decided') {
      setComment('');
    }
    if (end.status === 'decided' || end.status === 'overtaken') {
      refresh();
    }
  };

  if (outcome.kind !== 'waiting') {
    return (
      <OutcomePanel
        outcome={outcome}
        request={request}
        revision={revision}
        isOwn={
          state.status === 'decided' ||
          (caller.status === 'ready' &&
            deciderOf(outcome) === caller.value.subject)
        }
        isNews={wasWaiting.current}
        unsentComment={comment}
      />
    );
  }
  const abilityOf = (decision: Decision) =>
    determineAbility(decision, { dossier, plan, seenDigest });
  return (
    <DecisionPanel
      ref={ref}
      abilities={{ approve: abilityOf('approve'), reject: abilityOf('reject') }}
      state={state}
      isLookingUp={state.status === 'overtaken' && isRefreshing}
      comment={comment}
      onComment={setComment}
      onDecide={onDecide}
      onReload={() => {
        reset();
        refresh();
      }}
      onSeen={() => {
        reset();
        setSeenDigest(planDigest);
      }}
    />
  );
});

function deciderOf(outcome: Outcome): string | undefined {
  return outcome.kind === 'approved' || outcome.kind === 'rejected'
    ? outcome.approval?.decidedBy
    : undefined;
}

/** What the records say; the caller's own decision counts before they are read anew. */
function outcomeOf(dossier: Dossier, state: DecisionState): Outcome {
  const recorded = determineOutcome(dossier);
  if (recorded.kind !== 'waiting' || state.status !== 'decided') {
    return recorded;
  }
  return { kind: state.decision === 'approve' ? 'approved' : 'rejected' };
}
