import { JsonObject, JsonValue } from '@backstage/types';
import { CreateRequestBody } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { isJsonObject } from '../components/RequestForm/parameters/ParameterControl';

/** What the scaffolder's wizard hands to each field: everything typed on all pages, under flat names. */
export function readFormData(formContext: unknown): JsonObject {
  if (formContext === null || typeof formContext !== 'object') {
    return {};
  }
  const data: JsonValue | undefined = Object.getOwnPropertyDescriptor(
    formContext,
    'formData',
  )?.value;
  return isJsonObject(data) ? data : {};
}

/** A text of the form; empty when there is none. */
export function textOf(data: JsonObject, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** The request that a template's form describes, without what was left empty. */
export function requestOf(data: JsonObject): CreateRequestBody {
  const { leaseHours } = data;
  const source = isJsonObject(data.source) ? sourceOf(data.source) : undefined;
  const owner = textOf(data, 'owner');
  const reason = textOf(data, 'reason');
  return {
    class: textOf(data, 'class'),
    team: textOf(data, 'team'),
    app: textOf(data, 'app'),
    region: textOf(data, 'region'),
    ...(typeof leaseHours === 'number' ? { leaseHours } : {}),
    ...(source ? { source } : {}),
    ...(isJsonObject(data.parameters) && Object.keys(data.parameters).length > 0
      ? // What travels is JSON: a member that is set to nothing is no member.
        { parameters: JSON.parse(JSON.stringify(data.parameters)) }
      : {}),
    ...(owner ? { owner } : {}),
    ...(reason ? { reason } : {}),
  };
}

function sourceOf(source: JsonObject) {
  const url = textOf(source, 'url');
  const ref = textOf(source, 'ref');
  const path = textOf(source, 'path');
  return url || ref || path
    ? { url, ref, ...(path ? { path } : {}) }
    : undefined;
}
