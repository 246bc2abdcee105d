/** One entry of a Git tree object. */
export interface GitTreeEntry {
  name: string;
  /** `40000` folder, `100644` file, `100755` executable, `120000` symlink, `160000` submodule. */
  mode: string;
  id: string;
  /** The bytes of a name that is no UTF-8, and that `name` only stands for. */
  rawName?: Buffer;
}

const REPLACEMENT = '\ufffd';
const ID_BYTES = 20;

/** A tree object is a run of `<mode> <name>\0<20 bytes of id>`. */
export function parseTree(content: Buffer): GitTreeEntry[] {
  const entries: GitTreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(32, at);
    const zero = content.indexOf(0, space);
    const rawName = content.subarray(space + 1, zero);
    const name = rawName.toString('utf8');
    entries.push({
      mode: content.toString('ascii', at, space),
      name,
      id: content.toString('hex', zero + 1, zero + 1 + ID_BYTES),
      ...(name.includes(REPLACEMENT) ? { rawName: Buffer.from(rawName) } : {}),
    });
    at = zero + 1 + ID_BYTES;
  }
  return entries;
}

/** @param entries - in Git's order */
export function serializeTree(entries: readonly GitTreeEntry[]): Buffer {
  const content = Buffer.alloc(
    entries.reduce((size, entry) => size + sizeOf(entry), 0),
  );
  let at = 0;
  for (const entry of entries) {
    const { mode, name, id, rawName } = entry;
    at += content.write(`${mode} `, at, 'latin1');
    at += rawName ? rawName.copy(content, at) : content.write(name, at, 'utf8');
    at += 1; // The zero byte between name and id.
    at += content.write(id, at, 'hex');
  }
  return content;
}

function sizeOf({ mode, name, rawName }: GitTreeEntry): number {
  return (
    mode.length + (rawName?.length ?? Buffer.byteLength(name)) + 2 + ID_BYTES
  );
}

/** Puts an entry of a new name into its place: by bytes, and as if the name of a folder ended with `/`. */
export function insertEntry(
  entries: GitTreeEntry[],
  entry: GitTreeEntry,
): void {
  const key = orderKey(entry);
  let from = 0;
  let to = entries.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (Buffer.compare(orderKey(entries[middle]), key) < 0) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  entries.splice(from, 0, entry);
}

function orderKey(entry: GitTreeEntry): Buffer {
  const bytes = bytesOf(entry);
  return entry.mode === '40000'
    ? Buffer.concat([bytes, Buffer.from('/')])
    : bytes;
}

function bytesOf({ name, rawName }: GitTreeEntry): Buffer {
  return rawName ?? Buffer.from(name, 'utf8');
}
