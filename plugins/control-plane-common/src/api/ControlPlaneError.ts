import { CustomErrorBase } from '@backstage/errors';
import { z } from 'zod';
import { FieldError, formatFieldErrors } from '../validation';
import { lazySchema } from '../validation/lazySchema';
import { Problem, problemSchema } from '../wire';

/** What Backstage itself answers when a call fails before or outside the control plane's router. */
const backstageErrorSchema = lazySchema(() =>
  z.object({
    error: z.object({ name: z.string(), message: z.string() }),
  }),
);

/** Longest piece of an answer in no known format that a message repeats. */
const MAX_EXCERPT = 200;

/** An answer of the API that is not a success. */
export class ControlPlaneError extends CustomErrorBase {
  name = 'ControlPlaneError' as const;
  readonly status: number;
  /** Absent when something else than the control plane answered, e.g. a proxy. */
  readonly problem?: Problem;
  /** Every field that is wrong; empty when the problem is not about fields. */
  readonly fieldErrors: readonly FieldError[];

  private constructor(options: {
    status: number;
    message: string;
    problem?: Problem;
  }) {
    super(options.message);
    this.status = options.status;
    this.problem = options.problem;
    this.fieldErrors = options.problem?.errors ?? [];
  }

  /** Reads what a failed call answered; consumes the response's body. */
  static async fromResponse(response: Response): Promise<ControlPlaneError> {
    const { status, statusText } = response;
    const text = await response.text().catch(() => '');
    const json = parseJson(text);
    const problem = problemSchema.safeParse(json);
    if (problem.success) {
      return new ControlPlaneError({
        status,
        message: messageOf(problem.data),
        problem: problem.data,
      });
    }
    const foreign = backstageErrorSchema.safeParse(json);
    return new ControlPlaneError({
      status,
      message: foreign.success
        ? foreign.data.error.message
        : [
            `Expected an answer of the control plane, got ${status} ${statusText}`.trim(),
            text.trim().slice(0, MAX_EXCERPT),
          ]
            .filter(part => part !== '')
            .join(': '),
    });
  }
}

function messageOf(problem: Problem): string {
  const fields = formatFieldErrors(problem.errors ?? []);
  return fields && !problem.detail.includes(fields)
    ? `${problem.detail} (${fields})`
    : problem.detail;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
