/** A key under which a form is planned and asked for; 128 random bits, also where the browser counts the page as insecure. */
export function newIdempotencyKey(): string {
  return Array.from(window.crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
