import {
  createRequestBodySchema,
  EnvironmentClass,
  FieldError,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { textsByField } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { JsonObject } from '@backstage/types';
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
  const ofClass = againstClass(draft, rules.class);
  const told = new Set(ofClass.map(({ field }) => field));
  return textsByField([
    ...(parsed.type === 'invalid' ? parsed.errors : []).filter(
      // The class knows better than the schema which values there are.
      ({ field }) => !told.has(field),
    ),
    ...ofClass,
    ...rules.checkParameters(body.parameters ?? {}),
    ...repeatedLabels(draft.labels).map(key => ({
      field: `labels.${key}`,
      expected: 'keys that differ from each other',
      got: `${JSON.stringify(key)} twice`,
    })),
  ]);
}

function againstClass(
  { region, leaseHours }: RequestDraft,
  { name, regions, lease }: EnvironmentClass,
): FieldError[] {
  return [
    ...(regions.includes(region)
      ? []
      : [
          {
            field: 'region',
            expected: `one of ${regions.join(
              ', ',
            )}, the regions of class ${name}`,
            got: JSON.stringify(region),
          },
        ]),
    ...(leaseHours !== undefined && leaseHours > lease.maxHours
      ? [
          {
            field: 'leaseHours',
            expected: `at most ${lease.maxHours}, the cap of class ${name}`,
            got: String(leaseHours),
          },
        ]
      : []),
  ];
}
