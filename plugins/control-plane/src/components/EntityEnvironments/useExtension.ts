import {
  EnvironmentRequest,
  ExtendRequestBody,
  extendRequestBodySchema,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  fieldErrorsOf,
  textsByField,
  useAction,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { useTellOutcome } from './useTellOutcome';

/** An extension that is being filled in: a day more, unless the caller says otherwise. */
export function useExtension(request: EnvironmentRequest, onDone: () => void) {
  const [hours, setHours] = useState(24);
  const [reason, setReason] = useState('');
  const [ownErrors, setOwnErrors] = useState<Record<string, string>>({});
  const tellOutcome = useTellOutcome();
  const { state, run } = useAction((api, body: ExtendRequestBody) =>
    api.extendRequest(request.id, body),
  );

  const submit = async () => {
    const checked = parseInput(extendRequestBodySchema, {
      // An empty field is not a number; the API would get nothing.
      hours: Number.isNaN(hours) ? undefined : hours,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
    if (checked.type === 'invalid') {
      setOwnErrors(textsByField(checked.errors));
      return;
    }
    setOwnErrors({});
    const end = await run(checked.value);
    if (end.status === 'done') {
      onDone();
      tellOutcome('extend', end.value);
    }
  };

  const failure = state.status === 'failed' ? state.error : undefined;
  const apiErrors = failure ? fieldErrorsOf(failure) : {};
  const isAboutFields = Object.keys(apiErrors).some(
    field => field === 'hours' || field === 'reason',
  );
  return {
    hours,
    setHours,
    reason,
    setReason,
    errors: { ...apiErrors, ...ownErrors },
    /** What went wrong besides the fields. */
    failure: isAboutFields ? undefined : failure,
    isSending: state.status === 'running',
    submit,
  };
}
