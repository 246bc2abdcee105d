import { readFileSync } from 'node:fs';
import {
  Agent as HttpAgent,
  IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import {
  createSecureContext,
  getCACertificates,
  SecureContext,
} from 'node:tls';

export interface HttpAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

/** A server sent more than it may. */
export class HttpBodyTooLargeError extends Error {}

/** Certificate authorities by the file that adds to them; reading them takes tens of milliseconds. */
const secureContexts = new Map<string, SecureContext>();

/** One connection to a server, over which requests go one after the other. Follows no redirect. */
export class HttpClient {
  private readonly agent: HttpAgent;
  private readonly send: typeof requestHttp;

  /** @param environment - names the file with certificate authorities beside those of Node and of the system */
  constructor(url: string, environment: Record<string, string | undefined>) {
    const isSecure = url.startsWith('https:');
    const options = { keepAlive: true, maxSockets: 1 };
    this.agent = isSecure
      ? new HttpsAgent({
          ...options,
          secureContext: secureContext(
            environment.GIT_SSL_CAINFO ?? environment.SSL_CERT_FILE,
          ),
        })
      : new HttpAgent(options);
    this.send = isSecure ? requestHttps : requestHttp;
  }

  /** @throws whatever the system says when there is no complete answer; the signal's reason when it aborts */
  async request(options: {
    method: 'GET' | 'POST';
    url: string;
    headers: Record<string, string>;
    body?: Buffer;
    maxBytes: number;
    signal: AbortSignal;
    /** Told of each piece of the body as it comes. */
    onData?(chunk: Buffer): void;
  }): Promise<HttpAnswer> {
    const { method, url, headers, body, maxBytes, signal } = options;
    signal.throwIfAborted();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = this.send(url, {
        agent: this.agent,
        method,
        signal,
        headers: {
          ...headers,
          ...(body ? { 'Content-Length': String(body.length) } : {}),
        },
      });
      request.once('response', resolve);
      request.on('error', reject);
      request.end(body);
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > maxBytes) {
        response.destroy();
        throw new HttpBodyTooLargeError(
          `The server sent more than ${maxBytes} bytes`,
        );
      }
      options.onData?.(chunk);
      chunks.push(chunk);
    }
    return {
      status: response.statusCode ?? 0,
      contentType: response.headers['content-type'] ?? '',
      body: Buffer.concat(chunks),
    };
  }

  close(): void {
    this.agent.destroy();
  }
}

function secureContext(file: string | undefined): SecureContext {
  const known = secureContexts.get(file ?? '');
  if (known) {
    return known;
  }
  const created = createSecureContext({
    ca: [
      ...getCACertificates('default'),
      ...getCACertificates('system'),
      ...(file ? [readFileSync(file, 'utf8')] : []),
    ],
  });
  secureContexts.set(file ?? '', created);
  return created;
}
