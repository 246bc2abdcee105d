import { ChildProcess, spawn } from 'node:child_process';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';

/** What a client is about to do. */
export type GitRequestKind =
  | 'fetch-advertisement'
  | 'fetch'
  | 'push-advertisement'
  | 'push'
  | 'other';

/**
 * - `drop_reply`: Git does its work, but the client's connection is cut instead of the answer.
 * - `cut_reply`: the connection is cut after the first 32 KiB of Git's answer.
 * - `cut`: the connection is cut before Git sees anything.
 * - a number: this status, and nothing else.
 */
export type HttpFault = 'drop_reply' | 'cut_reply' | 'cut' | number | undefined;

export interface SmartHttpGitServerOptions {
  /** Bare repository to serve; its address is `<url>/<folder name>`. */
  repository: string;
  /** Value that the Authorization header must have. */
  authorization?: string;
}

/** A Git server on loopback: `git http-backend` behind Node, with faults to order. */
export class SmartHttpGitServer {
  /** Called before each request is served; may wait, and may order a fault. */
  onRequest: (
    kind: GitRequestKind,
    body: Buffer,
  ) => HttpFault | Promise<HttpFault> = () => undefined;
  readonly requests: GitRequestKind[] = [];
  private readonly backends = new Set<Promise<void>>();
  private readonly server: Server;

  static async start(
    options: SmartHttpGitServerOptions,
  ): Promise<SmartHttpGitServer> {
    const server = new SmartHttpGitServer(options);
    await new Promise<void>(resolve => {
      server.server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  private constructor(private readonly options: SmartHttpGitServerOptions) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(error => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
  }

  get url(): string {
    const address = this.server.address();
    if (!isAddressInfo(address)) {
      throw new Error('The server does not listen');
    }
    return `http://127.0.0.1:${address.port}/${basename(
      this.options.repository,
    )}`;
  }

  /** Resolves when Git has done all that it was asked so far, answered or not. */
  async settled(): Promise<void> {
    while (this.backends.size > 0) {
      await Promise.all(this.backends);
    }
  }

  async stop(): Promise<void> {
    await this.settled();
    this.server.closeAllConnections();
    await new Promise<void>(resolve => {
      this.server.close(() => resolve());
    });
    await this.settled();
  }

  private async serve(request: IncomingMessage, response: ServerResponse) {
    const { authorization } = this.options;
    if (authorization && request.headers.authorization !== authorization) {
      response
        .writeHead(401, { 'www-authenticate': 'Basic realm="git"' })
        .end();
      return;
    }
    // All of it, before anything else: what came in whole is served even if the client dies meanwhile, as real servers do.
    const body = await readBody(request);
    const kind = kindOf(request);
    this.requests.push(kind);
    const fault = await this.onRequest(kind, body);
    if (fault === 'cut') {
      request.socket.destroy();
      return;
    }
    if (typeof fault === 'number') {
      response.writeHead(fault).end();
      return;
    }
    const backend = this.startBackend(request, body);
    if (fault === 'drop_reply') {
      backend.stdout?.resume().on('end', () => request.socket.destroy());
    } else {
      const isCut = fault === 'cut_reply';
      answerFromCgi(backend, response, isCut ? 32 * 1024 : Infinity);
    }
  }

  private startBackend(request: IncomingMessage, body: Buffer): ChildProcess {
    const { repository } = this.options;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        HOME: '/nonexistent',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_PROJECT_ROOT: dirname(repository),
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        REMOTE_USER: 'test',
        REMOTE_ADDR: '127.0.0.1',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        CONTENT_LENGTH: String(body.length),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const gone = new Promise<void>(resolve => {
      backend.once('close', () => resolve());
    }).finally(() => this.backends.delete(gone));
    this.backends.add(gone);
    backend.stdin.on('error', () => {});
    backend.stdin.end(body);
    return backend;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function kindOf(request: IncomingMessage): GitRequestKind {
  const url = request.url ?? '';
  if (url.includes('service=git-upload-pack')) {
    return 'fetch-advertisement';
  }
  if (url.includes('service=git-receive-pack')) {
    return 'push-advertisement';
  }
  if (url.endsWith('/git-upload-pack')) {
    return 'fetch';
  }
  return url.endsWith('/git-receive-pack') ? 'push' : 'other';
}

/**
 * A CGI program writes headers, a blank line, and the body.
 *
 * @param most - bytes of the body after which the connection ends
 */
function answerFromCgi(
  backend: ChildProcess,
  response: ServerResponse,
  most: number,
) {
  let head = Buffer.alloc(0);
  let started = false;
  let size = 0;
  const send = (chunk: Buffer) => {
    response.write(chunk.subarray(0, Math.max(0, most - size)));
    size += chunk.length;
  };
  backend.stdout?.on('data', (chunk: Buffer) => {
    if (started) {
      send(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      return;
    }
    started = true;
    let status = 200;
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const colon = line.indexOf(':');
      const [name, value] = [
        line.slice(0, colon),
        line.slice(colon + 1).trim(),
      ];
      if (name.toLowerCase() === 'status') {
        status = Number(value.split(' ')[0]);
      } else {
        response.setHeader(name, value);
      }
    }
    response.writeHead(status);
    send(head.subarray(end + 4));
  });
  backend.stdout?.on('end', () =>
    size > most ? response.socket?.end() : response.end(),
  );
}

function isAddressInfo(
  address: AddressInfo | string | null,
): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
