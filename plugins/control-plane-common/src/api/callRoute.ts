import { ServiceUnavailableError } from '@backstage/errors';
import { formatFieldErrors, parseInput } from '../validation';
import { ControlPlaneError } from './ControlPlaneError';
import { encodePath, encodeRequest } from './encodeCall';
import { RouteName, routes } from './routes';
import { routeFor, UntypedCall } from './routeTypes';

export interface ControlPlaneClientOptions {
  /** Address of the plugin, e.g. `https://backstage.example.com/api/control-plane`. Asked anew for each call. */
  baseUrl: () => Promise<string> | string;
  fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Bearer token of a call; left out where `fetch` authenticates by itself. */
  token?: () => Promise<string | undefined>;
}

/** Makes one call: encode, send, refuse what is no success, check the answer by its schema. */
export async function callRoute(
  options: ControlPlaneClientOptions,
  name: RouteName,
  input: UntypedCall,
) {
  const route = routeFor(routes, name);
  const path = encodePath(route, input);
  const baseUrl = (await options.baseUrl()).replace(/\/+$/, '');
  const token = await options.token?.();
  const response = await send(
    options,
    `${baseUrl}${path}`,
    encodeRequest(route, input, token),
  );
  if (!response.ok) {
    throw await ControlPlaneError.fromResponse(response);
  }
  const schema = route.responses[response.status];
  const body = await readJson(response, input.signal);
  const parsed = schema ? parseInput(schema, body) : undefined;
  if (parsed?.type !== 'valid') {
    const errors = formatFieldErrors(parsed?.errors.slice(0, 5) ?? []);
    throw new ServiceUnavailableError(
      `Expected an answer to ${name} that this client understands, got ${
        response.status
      }${
        errors && ` (${errors})`
      }; use a client of the same version as the server at ${baseUrl}`,
    );
  }
  return {
    status: response.status,
    body: parsed.value,
    etag: response.headers.get('etag') ?? undefined,
    headers: response.headers,
  };
}

async function send(
  options: ControlPlaneClientOptions,
  url: string,
  init: RequestInit,
): Promise<Response> {
  try {
    return await options.fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      `Could not reach the control plane at ${url}`,
      error,
    );
  }
}

async function readJson(
  response: Response,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // An abort while reading is the caller's own doing; anything else is not JSON, and the check of the schema says so in words.
    signal?.throwIfAborted();
    return undefined;
  }
}
