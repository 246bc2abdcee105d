import {
  createRequestBodySchema,
  EnvironmentClass,
  FieldError,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { textsByField } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { JsonObject } from '@backstage/types';
import { leaseErrors, regionErrors } from './classErrors';
import { draftToBody } from './draftToBody';
import { repeatedLabels } from './labelsOf';
import { RequestDraft } from './RequestDraft';

/** What is wrong, by dotted path of the field, in the API's words; empty when the API would take it. */
export type FieldTexts = Readonly<Record<string, string>>;

/** What the check of a draft leans on. */
export interface DraftRules {
  class: EnvironmentClass;
  /** Errors of the parameters against the class's schema. */
  checkParameters: (parameters: JsonObject) => FieldError[];
}

/** Checks a draft as the API would, as far as that takes no look into the catalog. */
export function checkDraft(draft: RequestDraft, rules: DraftRules): FieldTexts {
  const body = draftToBody(draft);
  const parsed = parseInput(createRequestBodySchema, body);
  const ofDraft = [
    ...missing(draft),
    ...regionErrors(draft.region, rules.class),
    ...leaseErrors(draft.leaseHours, rules.class),
  ];
  const told = new Set(ofDraft.map(({ field }) => field));
  return textsByField([
    ...(parsed.type === 'invalid' ? parsed.errors : []).filter(
      // The draft and the class know better than the schema what was to be chosen.
      ({ field }) => !told.has(field),
    ),
    ...ofDraft,
    ...rules.checkParameters(body.parameters ?? {}),
    ...repeatedLabels(draft.labels).map(key => ({
      field: `labels.${key}`,
      expected: 'keys that differ from each other',
      got: `${JSON.stringify(key)} twice`,
    })),
  ]);
}

/** What nobody has chosen yet: the schema would only speak of how a name is written. */
function missing({ team, app }: RequestDraft): FieldError[] {
  return [
    ...(team === ''
      ? [{ field: 'team', expected: 'a team', got: 'nothing' }]
      : []),
    ...(app === ''
      ? [{ field: 'app', expected: 'a component', got: 'nothing' }]
      : []),
  ];
}
