import { InputError } from '@backstage/errors';
import { formatFieldErrors, parseInput } from '../validation';
import { RouteDefinition } from './routes/RouteDefinition';
import { UntypedCall } from './routeTypes';

/**
 * The path and query of a call, relative to the plugin's address.
 *
 * @throws InputError for a path parameter that breaks its rule: `..` survives percent-encoding and would reach another operation.
 */
export function encodePath(route: RouteDefinition, call: UntypedCall): string {
  const params = new Map<string, unknown>(Object.entries(call.params ?? {}));
  if (route.params) {
    const parsed = parseInput(route.params, call.params ?? {});
    if (parsed.type === 'invalid') {
      throw new InputError(formatFieldErrors(parsed.errors));
    }
  }
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  );
  const query = encodeQuery(call.query ?? {});
  return query === '' ? path : `${path}?${query}`;
}

/** Lists become repeated parameters; what is undefined is left out. */
function encodeQuery(query: object): string {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        encoded.append(name, String(item));
      }
    }
  }
  return encoded.toString();
}

/** Headers and body of a call. */
export function encodeRequest(
  route: RouteDefinition,
  call: UntypedCall,
  token: string | undefined,
): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (value !== undefined) {
      headers[name] = String(value);
    }
  }
  if (token !== undefined) {
    headers.authorization = `Bearer ${token}`;
  }
  if (call.body !== undefined) {
    headers['content-type'] = 'application/json';
  }
  return {
    method: route.method.toUpperCase(),
    headers,
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.signal ? { signal: call.signal } : {}),
  };
}
