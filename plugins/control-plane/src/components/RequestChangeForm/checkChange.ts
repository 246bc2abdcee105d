import {
  ChangeRequestBody,
  changeRequestBodySchema,
  FieldError,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { textsByField } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { JsonObject } from '@backstage/types';
import { FieldTexts, repeatedLabels } from '../RequestForm';
import { ChangeDraft } from './changeDraft';

/** Checks a change as the API would, before it is sent; empty when the API would take it. */
export function checkChange(options: {
  body: ChangeRequestBody;
  draft: ChangeDraft;
  checkParameters: (parameters: JsonObject, draft: ChangeDraft) => FieldError[];
}): FieldTexts {
  const { body, draft, checkParameters } = options;
  const parsed = parseInput(changeRequestBodySchema, body);
  return textsByField([
    ...(parsed.type === 'invalid' ? parsed.errors : []),
    ...(body.parameters || body.classRevision
      ? checkParameters(draft.parameters, draft)
      : []),
    ...repeatedLabels(draft.labels).map(key => ({
      field: `labels.${key}`,
      expected: 'keys that differ from each other',
      got: `${JSON.stringify(key)} twice`,
    })),
  ]);
}
