import { TOKEN_SHAPES } from '@platform-control-plane/backstage-plugin-control-plane-common';

/**
 * Removes whatever may be a credential from text that a person or a log will see.
 *
 * @param known - values in use right now, e.g. the header sent to the remote; matched literally
 */
export function scrubSecrets(
  text: string,
  known: readonly string[] = [],
): string {
  let scrubbed = text;
  for (const secret of known) {
    if (secret.length >= 4) {
      scrubbed = scrubbed.replaceAll(secret, '***');
    }
  }
  scrubbed = scrubbed
    .replace(/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,500}@/gi, '$1***@')
    .replace(
      /\b(authorization|private-token|x-access-token|token)(["']?\s{0,5}[:=]\s{0,5})(?:(?:basic|bearer|token)\s{1,5})?[^\s"',;]{1,4000}/gi,
      '$1$2***',
    );
  for (const shape of TOKEN_SHAPES) {
    scrubbed = scrubbed.replace(new RegExp(shape.pattern.source, 'g'), '***');
  }
  return scrubbed;
}

/** Every form in which the headers of a connection could show up in an error text. */
export function secretsOfHeaders(
  headers: Record<string, string> | undefined,
): string[] {
  const secrets: string[] = [];
  for (const value of Object.values(headers ?? {})) {
    secrets.push(value);
    const encoded = /^\w+\s+(\S+)$/.exec(value)?.[1];
    if (encoded) {
      secrets.push(encoded);
      const decoded = Buffer.from(encoded, 'base64').toString('utf8');
      const password = decoded.slice(decoded.indexOf(':') + 1);
      if (/^Basic /i.test(value) && password) {
        secrets.push(decoded, password);
      }
    }
  }
  // Longest first, so that a part never breaks up the whole.
  return secrets.sort((a, b) => b.length - a.length);
}
