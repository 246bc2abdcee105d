import { JsonObject } from '@backstage/types';
import {
  ChangeRequestBody,
  EnvironmentRequest,
  FieldError,
  Plan,
  TaggedRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  classifyFailure,
  fieldErrorsOf,
  useAction,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { FieldTexts } from '../RequestForm';
import {
  asksForSomething,
  BaseChange,
  changeBody,
  ChangeDraft,
  compareBases,
  draftOf,
  rebaseDraft,
} from './changeDraft';
import { checkChange } from './checkChange';
import { StoredChange, storedChange } from './storedChange';

/** How far a change has come. */
export type ChangeStage =
  | { type: 'editing'; isPlanning: boolean; failure?: Error }
  | { type: 'planned'; plan: Plan; isSubmitting: boolean; failure?: Error };

export interface ChangeForm {
  draft: ChangeDraft;
  edit: (part: Partial<ChangeDraft>) => void;
  /** What is wrong, by the API's names of fields. */
  errors: FieldTexts;
  stage: ChangeStage;
  /** What somebody else changed since one began; typing goes on, but nothing is sent before it is settled. */
  conflicts: readonly BaseChange[];
  /** Settles a conflict: with what was typed, or with the newer values. */
  settle: (choice: 'keep' | 'take') => void;
  isEmpty: boolean;
  plan: () => Promise<void>;
  back: () => void;
  submit: () => Promise<void>;
  /** Forgets what was typed; else it is there again when the page is loaded anew. */
  discard: () => void;
}

/** A change that is being filled in, planned and asked for; `tagged` is the request as it is now. */
export function useChangeForm(options: {
  tagged: TaggedRequest;
  checkParameters: (parameters: JsonObject, draft: ChangeDraft) => FieldError[];
  onAsked: (request: EnvironmentRequest) => void;
}): ChangeForm {
  const { tagged, checkParameters, onAsked } = options;
  const { id } = tagged.request;
  const memory = useMemo(() => storedChange(id), [id]);
  const [change, setChange] = useState(
    (): StoredChange =>
      memory.read() ?? {
        base: tagged.request,
        draft: draftOf(tagged.request),
      },
  );
  const { base, draft } = change;
  const untouched = useRef(change);
  useEffect(() => {
    if (change !== untouched.current) {
      memory.write(change);
    }
  }, [memory, change]);
  const [ownErrors, setOwnErrors] = useState<FieldTexts>({});
  const [planned, setPlanned] = useState<Plan>();
  const reloadShown = useReloadShown();
  const planAction = useAction((api, body: ChangeRequestBody) =>
    api.planChange(id, body),
  );
  const changeAction = useAction((api, body: ChangeRequestBody, etag: string) =>
    api.changeRequest(id, body, { etag }),
  );

  const conflicts = compareBases(base, tagged.request);
  const body = changeBody(base, draft);
  const isEmpty = !asksForSomething(body);
  const failureOf = (action: { state: { status: string } }) =>
    'error' in action.state && action.state.error instanceof Error
      ? action.state.error
      : undefined;
  const failure = failureOf(planned ? changeAction : planAction);

  const plan = async () => {
    const found = checkChange({ body, draft, checkParameters });
    setOwnErrors(found);
    if (Object.keys(found).length > 0 || isEmpty || conflicts.length > 0) {
      return;
    }
    const end = await planAction.run(body);
    if (end.status === 'done') {
      setPlanned(end.value);
    }
  };
  const submit = async () => {
    // Whatever else moved, the fields of this form are as they were read, so the newest tag is the one that one has seen.
    const end = await changeAction.run(body, tagged.etag ?? '');
    reloadShown();
    if (end.status === 'done') {
      memory.drop();
      onAsked(end.value.request);
    } else if (
      end.status === 'failed' &&
      ['stale', 'invalid'].includes(classifyFailure(end.error).kind)
    ) {
      // Both are settled in the form: the one beside the fields, the other in its note on what has changed.
      setPlanned(undefined);
    }
  };
  const back = () => {
    setPlanned(undefined);
    changeAction.reset();
  };
  const settle = (choice: 'keep' | 'take') => {
    setChange({
      base: tagged.request,
      draft:
        choice === 'take'
          ? { ...draftOf(tagged.request), reason: draft.reason }
          : rebaseDraft({ draft, before: base, after: tagged.request }),
    });
    back();
  };

  const lastFailure = failure ?? failureOf(changeAction);
  return {
    draft,
    edit: part => {
      setChange(previous => ({
        ...previous,
        draft: { ...previous.draft, ...part },
      }));
      setOwnErrors({});
    },
    errors: {
      ...(lastFailure ? fieldErrorsOf(lastFailure) : {}),
      ...ownErrors,
    },
    stage:
      planned && conflicts.length === 0
        ? {
            type: 'planned',
            plan: planned,
            isSubmitting: changeAction.state.status === 'running',
            failure,
          }
        : {
            type: 'editing',
            isPlanning: planAction.state.status === 'running',
            failure: lastFailure,
          },
    conflicts,
    settle,
    isEmpty,
    plan,
    back,
    submit,
    discard: () => memory.drop(),
  };
}
