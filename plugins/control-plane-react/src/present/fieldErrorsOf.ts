import {
  ControlPlaneError,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** The API's own words for fields that are wrong, by dotted path, e.g. `source.url`; several on one field become one text. */
export function textsByField(
  errors: readonly FieldError[],
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { field, expected, got } of errors) {
    const text = `expected ${expected}, got ${got}`;
    texts[field] = texts[field] ? `${texts[field]}; ${text}` : text;
  }
  return texts;
}

/** What a refused call says of each field; empty when the failure is not about fields. */
export function fieldErrorsOf(error: Error): Record<string, string> {
  return error instanceof ControlPlaneError
    ? textsByField(error.fieldErrors)
    : {};
}
