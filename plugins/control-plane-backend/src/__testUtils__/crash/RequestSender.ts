import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateRequestBody,
  HEADER_IDEMPOTENCY_KEY,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

const RETRY_MS = 100;
const ANSWER_MS = 15_000;

export interface CreateCall {
  key: string;
  body: CreateRequestBody;
}

/** A client that asks again with the same key until it knows that its request exists, whatever happens to the backend. */
export class RequestSender {
  /** What was answered: key → request id. */
  readonly ids = new Map<string, string>();
  /** Calls that were sent, and those of them whose answer never came. */
  readonly counts = { sent: 0, unanswered: 0, repeated: 0 };
  onSent: () => void = () => {};
  onAnswered: () => void = () => {};
  #isOpen = false;
  readonly #url: string;
  readonly #token: string;

  constructor(options: { url: string; token: string }) {
    this.#url = `${options.url}/api/control-plane/v1/environment-requests`;
    this.#token = options.token;
  }

  /** Lets calls through; the backend serves. */
  open(): void {
    this.#isOpen = true;
  }

  /** Holds calls back: there is nobody to answer. */
  close(): void {
    this.#isOpen = false;
  }

  /** @throws Error when the backend refuses the request, or answers one key with two requests. */
  async create(call: CreateCall, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#isOpen && (await this.#try(call, signal))) {
        return;
      }
      await wait(RETRY_MS, undefined, { signal });
    }
  }

  /** The phase of every request that the caller may see, by id. */
  async phases(signal: AbortSignal): Promise<Map<string, string>> {
    const response = await fetch(`${this.#url}?limit=100`, {
      headers: { authorization: `Bearer ${this.#token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    const answer: { items: Array<{ id: string; phase: string }> } =
      await response.json();
    return new Map(answer.items.map(({ id, phase }) => [id, phase]));
  }

  /** @returns whether an answer came */
  async #try({ key, body }: CreateCall, signal: AbortSignal): Promise<boolean> {
    const answering = fetch(this.#url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        [HEADER_IDEMPOTENCY_KEY]: key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    this.counts.sent += 1;
    this.onSent();
    let status: number;
    let text: string;
    try {
      const response = await answering;
      status = response.status;
      text = await response.text();
    } catch {
      this.counts.unanswered += 1;
      return false;
    }
    if (status >= 500 || status === 429) {
      return false;
    }
    if (status !== 200 && status !== 201) {
      throw new Error(
        `Expected ${key} to be accepted, got ${status}: ${text.slice(0, 500)}`,
      );
    }
    this.#remember(key, JSON.parse(text).id);
    this.counts.repeated += status === 200 ? 1 : 0;
    this.onAnswered();
    return true;
  }

  #remember(key: string, id: string): void {
    const known = this.ids.get(key);
    if (known !== undefined && known !== id) {
      throw new Error(`Key ${key} was answered with ${known} and with ${id}`);
    }
    this.ids.set(key, id);
  }
}
