import { JsonObject, JsonValue } from '@backstage/types';
import {
  ChangeRequestBody,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  emptySource,
  LabelRow,
  labelRows,
  labelsOf,
  SourceDraft,
  sourceOf,
} from '../RequestForm';

/** A change as somebody is typing it; it begins as what is in force. */
export interface ChangeDraft {
  source: SourceDraft;
  owner: string;
  labels: LabelRow[];
  parameters: JsonObject;
  /** Move to the newest revision of the class. */
  movesClass: boolean;
  reason: string;
}

/** The parts of a draft that stand in a request too, and so can change under one's hands. */
const SHARED = ['source', 'owner', 'labels', 'parameters'] as const;
type SharedPart = (typeof SHARED)[number];

export function draftOf(request: EnvironmentRequest): ChangeDraft {
  return {
    source: { ...emptySource, ...request.source },
    owner: request.owner,
    labels: labelRows(request.labels),
    parameters: request.parameters,
    movesClass: false,
    reason: '',
  };
}

/** Equal as JSON, whatever the order of members. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([key, member]) => [key, sorted(member)]),
      )
    : value;
}

/** A part as the API takes it, so that spaces and empty rows make no difference. */
function wireOf(draft: ChangeDraft, part: SharedPart): JsonValue {
  switch (part) {
    case 'source':
      return sourceOf(draft.source) ?? null;
    case 'owner':
      return draft.owner.trim();
    case 'labels':
      return labelsOf(draft.labels);
    case 'parameters':
      return draft.parameters;
    default: {
      const unreachable: never = part;
      return unreachable;
    }
  }
}

function differing(one: ChangeDraft, other: ChangeDraft): SharedPart[] {
  return SHARED.filter(part => !isSame(wireOf(one, part), wireOf(other, part)));
}

/** What a draft asks for: the parts that differ from what is in force, and nothing else. */
export function changeBody(
  base: EnvironmentRequest,
  draft: ChangeDraft,
): ChangeRequestBody {
  const changes = Object.fromEntries(
    differing(draftOf(base), draft).map(part => [part, wireOf(draft, part)]),
  );
  const reason = draft.reason.trim();
  return {
    ...changes,
    ...(draft.movesClass ? { classRevision: 'current' as const } : {}),
    ...(reason ? { reason } : {}),
  };
}

/** Whether a body asks for anything. */
export function asksForSomething(body: ChangeRequestBody): boolean {
  return Object.keys(body).some(name => name !== 'reason');
}

/** One field that has another value in the newer request. */
export interface BaseChange {
  field: string;
  before?: string;
  after?: string;
}

function fieldsOf(part: SharedPart, value: JsonValue): [string, string][] {
  const words = (one: JsonValue) =>
    typeof one === 'string' ? one : JSON.stringify(one);
  if (value === null || value === '') {
    return [];
  }
  return typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).map(([name, member]) => [
        `${part}.${name}`,
        words(member ?? null),
      ])
    : [[part, words(value)]];
}

/** Which fields of the form somebody else has changed meanwhile. */
export function compareBases(
  before: EnvironmentRequest,
  after: EnvironmentRequest,
): BaseChange[] {
  const [old, next] = [draftOf(before), draftOf(after)];
  return differing(old, next).flatMap(part => {
    const was = new Map(fieldsOf(part, wireOf(old, part)));
    const is = new Map(fieldsOf(part, wireOf(next, part)));
    return [...new Set([...was.keys(), ...is.keys()])]
      .map(field => ({ field, before: was.get(field), after: is.get(field) }))
      .filter(change => change.before !== change.after);
  });
}

/**
 * Carries a draft over to a newer request.
 *
 * @remarks
 * What one has typed stays. A part that one left alone takes its newer value, because the old one was never one's wish.
 */
export function rebaseDraft(options: {
  draft: ChangeDraft;
  before: EnvironmentRequest;
  after: EnvironmentRequest;
}): ChangeDraft {
  const { draft, before, after } = options;
  const typed = differing(draftOf(before), draft);
  const newer = draftOf(after);
  return {
    ...draft,
    source: typed.includes('source') ? draft.source : newer.source,
    owner: typed.includes('owner') ? draft.owner : newer.owner,
    labels: typed.includes('labels') ? draft.labels : newer.labels,
    parameters: typed.includes('parameters')
      ? draft.parameters
      : newer.parameters,
  };
}
