import { createHash } from 'node:crypto';

/** Git's name of a content, computed here rather than by what is under test. */
export function blobIdOf(content: string): string {
  const bytes = Buffer.from(content, 'utf8');
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
