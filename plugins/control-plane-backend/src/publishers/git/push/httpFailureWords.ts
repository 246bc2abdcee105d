import { isError } from '@backstage/errors';

/** Codes of the system and of TLS, and what Git says in such a case. */
const WORDS: ReadonlyArray<[RegExp, string]> = [
  [/^ECONNREFUSED$/, 'Connection refused'],
  [/^ENOTFOUND$/, 'Could not resolve host'],
  [/^EAI_/, 'Temporary failure in name resolution'],
  [/^E(HOST|NET)UNREACH$/, 'No route to host'],
  [/^ETIMEDOUT$/, 'Connection timed out'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|HPE_.*)$/, 'Connection reset by peer'],
  [/CERT|^UNABLE_TO_|SELF_SIGNED/, 'SSL certificate problem'],
  [/^(EPROTO|ERR_SSL_.*)$/, 'SSL_read: the handshake failed'],
];

/** What Git would say when a request to a server fails as `error` tells. */
export function httpFailureWords(error: unknown): string {
  const code = isError(error) ? String(error.code ?? '') : '';
  const words = WORDS.find(([pattern]) => pattern.test(code))?.[1];
  const detail = isError(error) ? error.message : String(error);
  return `fatal: ${words ?? 'Connection reset by peer'}: ${detail}`;
}
