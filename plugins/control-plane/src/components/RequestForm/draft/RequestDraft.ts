import { JsonObject } from '@backstage/types';

/** One line of the labels' editor; both sides are what was typed. */
export interface LabelRow {
  key: string;
  value: string;
}

export interface SourceDraft {
  url: string;
  ref: string;
  path: string;
}

/** A request as somebody is typing it: nothing is trimmed, checked or left out yet. */
export interface RequestDraft {
  class: string;
  team: string;
  app: string;
  region: string;
  /** The class's default when absent. */
  leaseHours?: number;
  owner: string;
  source: SourceDraft;
  labels: LabelRow[];
  parameters: JsonObject;
  reason: string;
}

export const emptySource: SourceDraft = { url: '', ref: '', path: '' };

export function createDraft(
  known: Partial<RequestDraft> & { class: string },
): RequestDraft {
  return {
    team: '',
    app: '',
    region: '',
    owner: '',
    source: emptySource,
    labels: [],
    parameters: {},
    reason: '',
    ...known,
  };
}
