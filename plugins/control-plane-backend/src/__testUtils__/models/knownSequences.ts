/** One sequence of commands: what fast-check prints when one fails. */
export interface KnownSequence {
  seed: number;
  path: string;
}

export type ModelName =
  | 'request-rules'
  | 'request-rest'
  | 'queue'
  | 'interleavings';

/** Sequences that failed once. Each run of a model begins with those of it. */
export const knownSequences: Readonly<
  Record<ModelName, readonly KnownSequence[]>
> = {
  'request-rules': [],
  'request-rest': [],
  queue: [],
  interleavings: [],
};
