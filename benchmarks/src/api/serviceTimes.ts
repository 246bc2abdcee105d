import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';

/** The header by which a call is known afterwards. */
export const CALL_HEADER = 'benchmark-call';

/**
 * Times calls inside the service: from when Node has read the head of the request until the last byte of the answer was
 * handed to the operating system.
 *
 * @returns milliseconds by the value of {@link CALL_HEADER}
 */
export function timeCalls(): ReadonlyMap<string, number> {
  const startedAt = new WeakMap<IncomingMessage, number>();
  const times = new Map<string, number>();
  subscribe('http.server.request.start', message => {
    startedAt.set(requestOf(message), performance.now());
  });
  subscribe('http.server.response.finish', message => {
    const request = requestOf(message);
    const call = request.headers[CALL_HEADER];
    const start = startedAt.get(request);
    if (typeof call === 'string' && start !== undefined) {
      times.set(call, performance.now() - start);
    }
  });
  return times;
}

/** Node types what it publishes as unknown. */
function requestOf(message: unknown): IncomingMessage {
  if (
    typeof message === 'object' &&
    message !== null &&
    'request' in message &&
    message.request instanceof IncomingMessage
  ) {
    return message.request;
  }
  throw new TypeError('Expected a message of an HTTP server about a request');
}
