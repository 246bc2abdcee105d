import { createHash } from 'node:crypto';
import { deflateSync, ZlibOptions } from 'node:zlib';
import { TimeSlices } from '../../../TimeSlices';
import { GitObject, GitObjectType } from './gitObject';

const TYPE_NUMBERS: Record<GitObjectType, number> = {
  commit: 1,
  tree: 2,
  blob: 3,
};

/**
 * A pack of whole objects, without deltas: few and small as they are, it would not be worth the search for them.
 *
 * @param objects - each once
 * @throws the signal's reason when it aborts
 */
export async function packOf(
  objects: readonly GitObject[],
  signal: AbortSignal,
): Promise<Buffer> {
  const header = Buffer.alloc(12);
  header.write('PACK', 'ascii');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const parts: Buffer[] = [];
  const hash = createHash('sha1');
  const add = (part: Buffer) => {
    parts.push(part);
    hash.update(part);
  };
  add(header);
  const slices = new TimeSlices();
  for (const { type, content } of objects) {
    await slices.next(signal);
    add(objectHeader(type, content.length));
    add(deflateSync(content, effortFor(type, content.length)));
  }
  return Buffer.concat([...parts, hash.digest()]);
}

/** Up to here a window of a kilobyte sees all of the content. */
const SMALL = 1024;

/**
 * What zlib sets up for a small object costs more than to compress it, and the names in a tree are noise that no search makes smaller.
 */
function effortFor(type: GitObjectType, length: number): ZlibOptions {
  if (length <= SMALL) {
    return { windowBits: 10, memLevel: 3 };
  }
  return type === 'tree' ? { level: 1 } : {};
}

/** Type and length: four bits of the length beside the type, then seven in each byte, lowest first. */
function objectHeader(type: GitObjectType, length: number): Buffer {
  const bytes = [(TYPE_NUMBERS[type] << 4) | (length & 0x0f)];
  for (let rest = Math.floor(length / 16); rest > 0; rest = rest >>> 7) {
    bytes[bytes.length - 1] |= 0x80;
    bytes.push(rest & 0x7f);
  }
  return Buffer.from(bytes);
}
