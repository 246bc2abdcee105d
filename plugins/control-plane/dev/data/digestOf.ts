/** A stand-in for the digest of a text: as long as a real one, the same for the same text, and worth nothing else. */
export function digestOf(text: string): string {
  return `sha256:${hexOf(text, 64)}`;
}

/** So many hex digits, the same for the same text. */
export function hexOf(text: string, digits: number): string {
  const blocks = Array.from({ length: Math.ceil(digits / 8) }, (_, block) =>
    hashOf(`${block} ${text}`),
  );
  return blocks.join('').slice(0, digits);
}

/** A UUID for the job of this name. */
export function jobIdOf(name: string): string {
  const hex = hexOf(name, 32);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

// FNV-1a: spreads texts that differ in one letter.
function hashOf(text: string): string {
  let hash = 2_166_136_261;
  for (const character of text) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
