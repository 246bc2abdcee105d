import { ApiAnswer, ApiCall, createCall } from './LoadBalancer';
import { SeededRandom } from '../crash/SeededRandom';
import { ServedWorld } from './ServedWorld';

/** Conflicts are answers, too: somebody else was faster, or the request has gone. */
const EXPECTED = new Set([200, 201, 202, 204, 404, 409, 412]);
const REMEMBERED = 200;

/** Calls the API as many people do: most look, some ask, change and take back. */
export class SoakCaller {
  readonly #ids: string[] = [];
  #keys = 0;

  constructor(
    private readonly world: ServedWorld,
    private readonly random: SeededRandom,
    private readonly signal: AbortSignal,
  ) {}

  /** Makes one call and resolves to its final answer. */
  async call(): Promise<ApiAnswer> {
    const { balancer } = this.world;
    const kind = this.random.between(1, 100);
    const id = this.#ids[this.random.between(0, this.#ids.length - 1)];
    if (kind <= 8 || id === undefined) {
      return this.#create();
    }
    const path = `/v1/environment-requests/${id}`;
    if (kind <= 11) {
      return this.#change(path);
    }
    if (kind <= 13) {
      this.#keys += 1;
      return balancer.insist(
        {
          method: 'POST',
          path: `${path}/extend`,
          body: { hours: 1, reason: 'Soak' },
          headers: { 'idempotency-key': `extension-${this.#keys}` },
        },
        this.signal,
      );
    }
    if (kind <= 16) {
      return balancer.insist({ method: 'DELETE', path }, this.signal);
    }
    return balancer.insist(this.#look(path), this.signal);
  }

  /** Answers that nobody should have got. */
  refused(answers: readonly ApiAnswer[]): string[] {
    return answers
      .filter(({ status, text }) => !EXPECTED.has(status) && !isOfLimit(text))
      .map(({ status, text }) => `a call was answered ${status}: ${text}`);
  }

  async #create(): Promise<ApiAnswer> {
    const [create] = this.world.plan(1, this.random);
    const answer = await this.world.balancer.insist(
      createCall(create),
      this.signal,
    );
    this.world.calls.push(create);
    if (answer.status === 201 || answer.status === 200) {
      this.#ids.push(JSON.parse(answer.text).id);
      this.#ids.splice(0, this.#ids.length - REMEMBERED);
    }
    return answer;
  }

  async #change(path: string): Promise<ApiAnswer> {
    const { balancer } = this.world;
    const read = await balancer.insist({ method: 'GET', path }, this.signal);
    if (read.etag === undefined) {
      return read;
    }
    return balancer.insist(
      {
        method: 'PATCH',
        path,
        body: {
          labels: { ticket: `t-${this.random.between(1, 1_000_000)}` },
          reason: 'Soak',
        },
        headers: { 'if-match': read.etag },
      },
      this.signal,
    );
  }

  #look(path: string): ApiCall {
    return {
      method: 'GET',
      path: this.random.pick([
        path,
        `${path}/revisions`,
        `${path}/publications`,
        '/v1/environment-requests?limit=50',
        '/v1/environment-requests/counts',
        '/v1/work-queue',
      ]),
    };
  }
}

/** A lease that is as long as its class allows, or a request that ended: both are refused with 400 and say so. */
function isOfLimit(text: string): boolean {
  return /"status":400/.test(text) && /lease|hours|deleted|ends/i.test(text);
}
