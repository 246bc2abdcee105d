import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { Problem } from '@platform-control-plane/backstage-plugin-control-plane-common';

export interface SeenCall {
  /** Method and path below the API, e.g. `GET /v1/environment-classes`. */
  call: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

export interface Answer {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

type Responder = (seen: SeenCall) => Answer;

/** Answers of the API over real HTTP: a table of calls, everything else is a 404 problem. */
export class FixtureServer {
  readonly seen: SeenCall[] = [];
  readonly #answers = new Map<string, Responder[]>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((req, res) => void this.#answer(req, res));
  }

  static async start(): Promise<FixtureServer> {
    const server = new FixtureServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('Expected the server to listen on a port');
    }
    return `http://127.0.0.1:${address.port}`;
  }

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

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(req: IncomingMessage, res: ServerResponse) {
    const path = (req.url ?? '').replace(/^\/api\/control-plane\/v1/, '/v1');
    const seen = {
      call: `${req.method} ${path}`,
      headers: req.headers,
      body: await readJson(req),
    };
    this.seen.push(seen);
    const answers = this.#answers.get(seen.call) ?? [
      () => problem(404, 'There is no such thing'),
    ];
    const responder = answers.length > 1 ? answers.shift() : answers[0];
    const { status = 200, body, headers } = responder!(seen);
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(JSON.stringify(body));
  }
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) {
    text += chunk;
  }
  return text === '' ? undefined : JSON.parse(text);
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
  return {
    status,
    body,
    headers: { 'content-type': 'application/problem+json' },
  };
}
