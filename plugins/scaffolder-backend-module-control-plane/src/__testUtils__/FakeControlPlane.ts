import { Problem } from '@platform-control-plane/backstage-plugin-control-plane-common';

export interface SeenCall {
  /** Method and path below the API, e.g. `GET /v1/environment-classes`. */
  call: string;
  headers: Headers;
  body: unknown;
}

interface Answer {
  status?: number;
  body: unknown;
  etag?: string;
}

type Responder = (seen: SeenCall) => Answer;

export const BASE_URL = 'http://backend.test/api/control-plane';

/** Answers of the API from a table of calls; everything else is a 404 problem. */
export class FakeControlPlane {
  readonly seen: SeenCall[] = [];
  readonly #answers = new Map<string, Responder[]>();

  /** Answers calls in the order given; the last answer stays. */
  on(call: string, ...answers: Array<Answer | Responder>): this {
    this.#answers.set(
      call,
      answers.map(answer =>
        typeof answer === 'function' ? answer : () => answer,
      ),
    );
    return this;
  }

  /** Methods and paths that were called. */
  get calls(): string[] {
    return this.seen.map(({ call }) => call);
  }

  /** Stands in for the network. */
  readonly fetch: typeof fetch = async (input, init) => {
    init?.signal?.throwIfAborted();
    const { body, headers, method } = new Request(input, init);
    const text = body ? await new Response(body).text() : '';
    const seen = {
      call: `${method} ${String(input).replace(BASE_URL, '')}`,
      headers,
      body: text ? JSON.parse(text) : undefined,
    };
    this.seen.push(seen);
    const answers = this.#answers.get(seen.call) ?? [
      () => problem(404, `There is no ${seen.call}`),
    ];
    const responder = answers.length > 1 ? answers.shift() : answers[0];
    const answer = responder?.(seen) ?? problem(500, 'no answer');
    return Response.json(answer.body, {
      status: answer.status ?? 200,
      headers: answer.etag ? { etag: answer.etag } : {},
    });
  };
}

/** A problem as the API answers it. */
export function problem(
  status: number,
  detail: string,
  errors?: Problem['errors'],
): Answer {
  const body: Problem = {
    type: 'about:blank',
    title: 'Problem',
    status,
    detail,
    instance: '/',
    ...(errors ? { errors } : {}),
    error: { name: 'Error', message: detail },
    response: { statusCode: status },
  };
  return { status, body };
}
