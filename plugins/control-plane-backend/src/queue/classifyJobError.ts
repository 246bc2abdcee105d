import { isError } from '@backstage/errors';
import { JobOutcome } from '../domain/job/jobOutcome';

/** Judges what a handler threw. */
export type ClassifyJobError = (
  error: unknown,
) => Extract<JobOutcome, { type: 'retryable' | 'terminal' }>;

/** Errors that say that the request itself is wrong: the same attempt would fail the same way. */
const TERMINAL_ERRORS = new Set([
  'InputError',
  'NotAllowedError',
  'NotImplementedError',
]);

/** Takes every error for one that may pass, except those that say that the input or the permission is wrong. */
export const classifyJobError: ClassifyJobError = error => {
  const message = isError(error)
    ? `${error.name}: ${error.message}`
    : String(error);
  return isError(error) && TERMINAL_ERRORS.has(error.name)
    ? { type: 'terminal', message }
    : { type: 'retryable', message };
};
