import { setTimeout as wait } from 'node:timers/promises';
import { HEADER_IDEMPOTENCY_KEY } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { CreateCall } from '../crash/RequestSender';

const PAUSE_MS = 100;
const ANSWER_MS = 30_000;
/** How long a look at the readiness of a replica counts. */
const READY_MS = 1000;

export interface ApiCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/control-plane`. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** `status` 0: nobody answered; `text` says why. */
export interface ApiAnswer {
  status: number;
  retryAfter?: string;
  etag?: string;
  text: string;
  ms: number;
}

const nobody: ApiAnswer = { status: 0, text: 'Nobody is ready', ms: 0 };

export function createCall({ key, body }: CreateCall): ApiCall {
  return {
    method: 'POST',
    path: '/v1/environment-requests',
    body,
    headers: { [HEADER_IDEMPOTENCY_KEY]: key },
  };
}

/** What stands before the replicas: it hands a call to one of them, and to another when nobody answers there. */
export class LoadBalancer {
  /** How many answers had each status; 0 is none. */
  readonly statuses = new Map<number, number>();
  readonly #ready = new Map<
    string,
    { at: number; isReady: Promise<boolean> }
  >();
  #turn = 0;

  constructor(
    private readonly urls: readonly string[],
    private readonly token: string,
  ) {}

  /** Asks one replica once. */
  async ask(replica: number, call: ApiCall): Promise<ApiAnswer> {
    const startedAt = performance.now();
    const answer = await this.#fetch(this.urls[replica], call).catch(
      (error): Omit<ApiAnswer, 'ms'> => ({ status: 0, text: `${error}` }),
    );
    this.statuses.set(
      answer.status,
      (this.statuses.get(answer.status) ?? 0) + 1,
    );
    return { ...answer, ms: performance.now() - startedAt };
  }

  /**
   * Asks one replica after the other, again and again, until one of them answers something that is final.
   *
   * @returns the answer, and milliseconds since it was first asked for
   */
  async insist(call: ApiCall, signal: AbortSignal): Promise<ApiAnswer> {
    const startedAt = performance.now();
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      this.#turn = (this.#turn + 1) % this.urls.length;
      const replica = this.#turn;
      const answer = (await this.#isReady(this.urls[replica]))
        ? await this.ask(replica, call)
        : nobody;
      if (answer.status !== 0 && answer.status !== 429 && answer.status < 500) {
        return { ...answer, ms: performance.now() - startedAt };
      }
      if (tries % this.urls.length === 0) {
        await wait(PAUSE_MS, undefined, { signal });
      }
    }
  }

  /** Readiness is looked at as by any load balancer: a backend that starts answers 404 where its plugins are to be. */
  #isReady(url: string): Promise<boolean> {
    const known = this.#ready.get(url);
    if (known && performance.now() - known.at < READY_MS) {
      return known.isReady;
    }
    const isReady = fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    }).then(
      async response => {
        await response.body?.cancel();
        return response.ok;
      },
      () => false,
    );
    this.#ready.set(url, { at: performance.now(), isReady });
    return isReady;
  }

  async #fetch(
    url: string,
    { method, path, body, headers }: ApiCall,
  ): Promise<Omit<ApiAnswer, 'ms'>> {
    const response = await fetch(`${url}/api/control-plane${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after') ?? undefined,
      etag: response.headers.get('etag') ?? undefined,
      text: await response.text(),
    };
  }
}
