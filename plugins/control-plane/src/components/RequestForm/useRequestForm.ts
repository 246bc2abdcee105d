import {
  EnvironmentClass,
  EnvironmentRequest,
  Plan,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  fieldErrorsOf,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { checkDraft, FieldTexts } from './draft/checkDraft';
import { draftToBody } from './draft/draftToBody';
import { createDraft, RequestDraft } from './draft/RequestDraft';
import { StoredDraft, storedDraft } from './draft/storedDraft';
import { newIdempotencyKey } from './newIdempotencyKey';
import { ParametersCheck } from './parameters/loadParametersCheck';

/** Where the form stands. What was typed is kept in all of them. */
export type RequestFormStage =
  | { type: 'describing'; isPlanning: boolean; failure?: Error }
  | { type: 'planned'; plan: Plan; isSubmitting: boolean; failure?: Error };

export interface RequestFormState {
  stage: RequestFormStage;
  draft: RequestDraft;
  /** Whether the draft was typed before the page was loaded. */
  isRestored: boolean;
  /** What to show next to the fields. */
  errors: FieldTexts;
  change: (part: Partial<RequestDraft>) => void;
  /** Makes the plan when nothing is wrong; answers whether it got that far. */
  showPlan: () => Promise<boolean>;
  back: () => void;
  submit: () => Promise<void>;
  startOver: () => void;
  /** Marks a field whose text is no value yet. */
  reportUnreadable: (path: string, isUnreadable: boolean) => void;
}

/**
 * Drives the form that asks for something of a class.
 *
 * @remarks
 * Plan and create go under one idempotency key, which is kept with the draft until the request exists. So the plan shows the
 * names that the create makes, and trying again after a lost answer or a reload never makes a second request.
 */
export function useRequestForm(options: {
  class: EnvironmentClass;
  checkParameters: ParametersCheck;
  prefill: Partial<RequestDraft>;
  onCreated: (request: EnvironmentRequest) => void;
}): RequestFormState {
  const { class: environmentClass, checkParameters, prefill } = options;
  const { name } = environmentClass;
  const memory = useMemo(() => storedDraft(name), [name]);
  const begin = (): StoredDraft => ({
    draft: createDraft({ ...prefill, class: name }),
    idempotencyKey: newIdempotencyKey(),
  });
  const [{ stored, isRestored }, setStored] = useState(() => {
    const found = memory.read();
    return found
      ? {
          // The link that led here is newer than what was typed.
          stored: { ...found, draft: { ...found.draft, ...prefill } },
          isRestored: true,
        }
      : { stored: begin(), isRestored: false };
  });
  const { draft, idempotencyKey } = stored;
  const [isAttempted, setAttempted] = useState(false);
  const [refused, setRefused] = useState<FieldTexts>({});
  const [plan, setPlan] = useState<Plan>();
  const unreadable = useRef(new Set<string>());
  const planning = useAction(api =>
    api.planCreate(draftToBody(draft), { idempotencyKey }),
  );
  const creating = useAction(api =>
    api.createRequest(draftToBody(draft), { idempotencyKey }),
  );

  // Only what somebody typed is worth keeping; an untouched form is made anew.
  const [isTouched, setTouched] = useState(isRestored);
  useEffect(() => {
    if (isTouched) {
      memory.write(stored);
    }
  }, [memory, stored, isTouched]);

  const reportUnreadable = useCallback(
    (path: string, isUnreadable: boolean) => {
      if (isUnreadable) {
        unreadable.current.add(path);
      } else {
        unreadable.current.delete(path);
      }
    },
    [],
  );

  const found = checkDraft(draft, { class: environmentClass, checkParameters });
  const backToFields = (error: Error) => {
    setRefused(fieldErrorsOf(error));
    setPlan(undefined);
  };
  const isRefusal = (error: Error) =>
    Object.keys(fieldErrorsOf(error)).length > 0;

  return {
    draft,
    isRestored,
    errors: { ...(isAttempted ? found : {}), ...refused },
    stage: plan
      ? {
          type: 'planned',
          plan,
          isSubmitting: creating.state.status === 'running',
          failure: failureOf(creating.state),
        }
      : {
          type: 'describing',
          isPlanning: planning.state.status === 'running',
          failure: failureOf(planning.state) ?? failureOf(creating.state),
        },
    change(part) {
      setTouched(true);
      setStored({
        stored: { idempotencyKey, draft: { ...draft, ...part } },
        isRestored: false,
      });
      const changed = Object.keys(part);
      setRefused(texts =>
        Object.fromEntries(
          Object.entries(texts).filter(
            ([field]) => !changed.includes(field.split('.')[0]),
          ),
        ),
      );
    },
    async showPlan() {
      setAttempted(true);
      creating.reset();
      if (Object.keys(found).length > 0 || unreadable.current.size > 0) {
        planning.reset();
        return false;
      }
      const end = await planning.run();
      switch (end.status) {
        case 'done':
          setRefused({});
          setPlan(end.value);
          return true;
        case 'failed':
          backToFields(end.error);
          return false;
        case 'running':
        case 'idle':
          return false;
        default: {
          const unreachable: never = end;
          return unreachable;
        }
      }
    },
    back() {
      creating.reset();
      planning.reset();
      setPlan(undefined);
    },
    async submit() {
      const end = await creating.run();
      if (end.status === 'done') {
        memory.drop();
        setTouched(false);
        options.onCreated(end.value.request);
      } else if (end.status === 'failed' && isRefusal(end.error)) {
        backToFields(end.error);
      }
    },
    startOver() {
      memory.drop();
      setTouched(false);
      setAttempted(false);
      setRefused({});
      planning.reset();
      creating.reset();
      setStored({ stored: begin(), isRestored: false });
    },
    reportUnreadable,
  };
}

function failureOf(state: { status: string; error?: Error }) {
  return state.status === 'failed' ? state.error : undefined;
}
