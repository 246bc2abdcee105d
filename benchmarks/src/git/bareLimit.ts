import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { deflateSync } from 'node:zlib';
import { BenchmarkOrigin } from './BenchmarkOrigin';
import { PushContender } from './PushContender';
import { RequestFiles } from './RequestPlan';
import { GIT_ENVIRONMENT, runGit } from './runGit';

interface Folder {
  type: 'folder';
  entries: Map<string, Folder | { type: 'file'; id: string }>;
  /** Absent while something below it has changed. */
  id?: string;
}

const PACK_TYPES = { commit: 1, tree: 2, blob: 3 } as const;

/**
 * The least that a push can cost: the whole tree in memory, the new objects in a pack, and `git receive-pack` for it.
 *
 * @remarks
 * It looks at nothing, checks nothing, remembers nothing and cannot go on after a failure: a limit, not a publisher.
 */
export async function bareLimit(
  origin: BenchmarkOrigin,
): Promise<PushContender> {
  const root = await readTree(origin);
  let head = (await runGit(origin.directory, ['rev-parse', 'main']))
    .toString()
    .trim();
  return {
    name: 'bare limit',
    origin,
    async push(requests: readonly RequestFiles[]) {
      const pack = new Pack();
      const before = head;
      for (const { folder, files } of requests) {
        for (const { path, content } of files) {
          const id = pack.add('blob', Buffer.from(content));
          setFile(root, path.split('/'), id);
        }
        const person = 'Bench <bench@example.org> 1700000000 +0000';
        head = pack.add(
          'commit',
          Buffer.from(
            `tree ${writeFolder(root, pack)}\nparent ${head}\n` +
              `author ${person}\ncommitter ${person}\n\nPublish ${folder}\n`,
          ),
        );
      }
      await send(origin, `${before} ${head} refs/heads/main`, pack);
    },
  };
}

class Pack {
  private readonly parts: Buffer[] = [];
  private readonly ids = new Set<string>();

  add(type: keyof typeof PACK_TYPES, content: Buffer): string {
    const id = createHash('sha1')
      .update(`${type} ${content.length}\0`)
      .update(content)
      .digest('hex');
    if (!this.ids.has(id)) {
      this.ids.add(id);
      let rest = content.length >> 4;
      const header = [(PACK_TYPES[type] << 4) | (content.length & 15)];
      while (rest > 0) {
        header[header.length - 1] |= 128;
        header.push(rest & 127);
        rest >>= 7;
      }
      this.parts.push(Buffer.from(header), deflateSync(content));
    }
    return id;
  }

  bytes(): Buffer {
    const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0');
    header.writeUInt32BE(this.ids.size, 8);
    const body = Buffer.concat([header, ...this.parts]);
    return Buffer.concat([body, createHash('sha1').update(body).digest()]);
  }
}

async function readTree(origin: BenchmarkOrigin): Promise<Folder> {
  const root: Folder = { type: 'folder', entries: new Map() };
  const listing = await runGit(origin.directory, ['ls-tree', '-r', 'main']);
  for (const line of listing.toString().trim().split('\n')) {
    const [meta, path] = line.split('\t');
    setFile(root, path.split('/'), meta.split(' ')[2]);
  }
  writeFolder(root, new Pack());
  return root;
}

function setFile(root: Folder, path: string[], id: string) {
  let folder = root;
  folder.id = undefined;
  for (const name of path.slice(0, -1)) {
    let next = folder.entries.get(name);
    if (next?.type !== 'folder') {
      next = { type: 'folder', entries: new Map() };
      folder.entries.set(name, next);
    }
    next.id = undefined;
    folder = next;
  }
  folder.entries.set(path[path.length - 1], { type: 'file', id });
}

function writeFolder(folder: Folder, pack: Pack): string {
  if (folder.id === undefined) {
    const entries = [...folder.entries]
      .map(([name, entry]) => ({
        name,
        entry,
        key: entry.type === 'folder' ? `${name}/` : name,
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .flatMap(({ name, entry }) =>
        entry.type === 'folder'
          ? [
              Buffer.from(`40000 ${name}\0`),
              Buffer.from(writeFolder(entry, pack), 'hex'),
            ]
          : [Buffer.from(`100644 ${name}\0`), Buffer.from(entry.id, 'hex')],
      );
    folder.id = pack.add('tree', Buffer.concat(entries));
  }
  return folder.id;
}

async function send(origin: BenchmarkOrigin, command: string, pack: Pack) {
  const child = spawn('git', ['receive-pack', origin.directory], {
    env: GIT_ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('latin1');
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.endsWith('0000') && child.stdin.writable) {
      const line = `${command}\0 report-status`;
      const length = (line.length + 4).toString(16).padStart(4, '0');
      child.stdin.end(
        Buffer.concat([Buffer.from(`${length}${line}0000`), pack.bytes()]),
      );
    }
  }
  if (child.exitCode === null) {
    await once(child, 'close');
  }
  if (!/unpack ok\n[^]*ok refs\/heads\/main\n/.test(said)) {
    throw new Error(`git receive-pack answered ${said.slice(-300)}`);
  }
}
