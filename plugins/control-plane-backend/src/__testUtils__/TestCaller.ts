import {
  ControlPlaneClient,
  ControlPlaneError,
  CreateRequestBody,
  EnvironmentRequest,
  Problem,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What the API answered, unread. */
export interface TestAnswer {
  status: number;
  contentType: string;
  headers: Headers;
  /** As sent, unchecked: of a request or of a problem. */
  body: Partial<Problem & EnvironmentRequest>;
}

/** Somebody who calls the API over HTTP. */
export class TestCaller {
  /** The typed client, which checks every answer against its schema. */
  readonly api: ControlPlaneClient;
  readonly #baseUrl: string;
  readonly #authorization: string;

  constructor(baseUrl: string, authorization: string) {
    this.#baseUrl = baseUrl;
    this.#authorization = authorization;
    this.api = new ControlPlaneClient({
      baseUrl: () => baseUrl,
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...init?.headers, authorization },
        }),
    });
  }

  /** Sends whatever the test wants to send, well-formed or not; a `body` that is a string goes out as it is. */
  async send(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<TestAnswer> {
    const { body } = options;
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      headers: {
        authorization: this.#authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      contentType: (response.headers.get('content-type') ?? '').split(';')[0],
      headers: response.headers,
      body: text === '' ? {} : JSON.parse(text),
    };
  }

  async create(
    body: CreateRequestBody,
    idempotencyKey?: string,
  ): Promise<EnvironmentRequest> {
    const { request } = await this.api.createRequest(body, { idempotencyKey });
    return request;
  }

  async get(id: string): Promise<EnvironmentRequest> {
    return (await this.api.getRequest(id)).request;
  }

  /** Says yes to the newest open revision of a request, by the digest that is shown. */
  async approve(id: string, comment?: string): Promise<EnvironmentRequest> {
    const { generation, planDigest } = await this.#newestOpen(id);
    return this.api.approveRequest(id, { generation, planDigest, comment });
  }

  /** Says no to the newest open revision of a request. */
  async reject(id: string, comment: string): Promise<EnvironmentRequest> {
    const { generation, planDigest } = await this.#newestOpen(id);
    return this.api.rejectRequest(id, { generation, planDigest, comment });
  }

  async #newestOpen(id: string) {
    const newest = (await this.get(id)).openRevisions.at(-1);
    if (!newest) {
      throw new Error(`Request ${id} has no open revision`);
    }
    return newest;
  }
}

/** The status with which the API refuses a call, or the value of a call that it does not refuse. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ControlPlaneError) {
      return error.status;
    }
    throw error;
  }
}
