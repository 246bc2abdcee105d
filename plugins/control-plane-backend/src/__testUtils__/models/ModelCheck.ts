import fc from 'fast-check';

/** Which sequences of commands are run, and how many. */
export interface ModelRuns {
  numRuns: number;
  /** Drawn when absent. */
  seed?: number;
  /** Of one sequence among those of the seed, as fast-check prints it. */
  path?: string;
}

export interface ModelCheck {
  /** Sequences that were run. */
  runs: number;
  /** The shortest sequence that fails, with its seed and path, in words; absent when none does. */
  failure?: string;
}

export function modelCheckOf<T>(details: fc.RunDetails<T>): ModelCheck {
  const failure = fc.defaultReportMessage(details);
  if (failure === undefined) {
    return { runs: details.numRuns };
  }
  const { errorInstance: error } = details;
  const cause = error instanceof Error ? error.stack : String(error);
  return { runs: details.numRuns, failure: `${failure}\n${cause}` };
}
