import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { whileOthersRun } from '../../../__testUtils__/whileOthersRun';
import { CommitDraft } from '../CommitDraft';
import { blobId } from '../planOperation';
import { buildCommits } from './buildCommits';
import { gitObject } from './gitObject';
import { packOf } from './packOf';
import { GitTreeEntry, parseTree } from './treeObject';

jest.setTimeout(120_000);

const person = { name: 'Control Plane', email: 'control-plane@example.org' };
const time = new Date('2026-03-01T10:00:00Z');
const { signal } = new AbortController();
const environment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** Names that sort differently as files and as folders, or that have bytes above ASCII. */
const NAMES = ['a', 'a.b', 'a-b', 'a0', 'ab', 'ä', '\u{1f600}', '\uff5e'];

const path = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map(parts => parts.join('/'));

/** No path of a draft is a folder of another one. */
const written = fc
  .uniqueArray(path, { maxLength: 6 })
  .map(paths =>
    paths.filter(one => !paths.some(other => other.startsWith(`${one}/`))),
  )
  .chain(paths =>
    fc.tuple(...paths.map(one => fc.tuple(fc.constant(one), fc.string()))),
  );

const draft: fc.Arbitrary<CommitDraft> = fc
  .record({ removed: fc.uniqueArray(path, { maxLength: 4 }), written })
  .map(({ removed, written: files }) => ({
    message: 'Change\n',
    removed,
    written: files.map(([file, content]) => ({
      path: file,
      content,
      blob: blobId(content),
    })),
  }));

describe('buildCommits', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'control-plane-objects-'));
    await git(['init', '--bare', '--quiet', '-b', 'main']);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function git(args: string[], input: string | Buffer = '') {
    const child = spawn('git', ['--git-dir', folder, ...args], {
      env: environment,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', chunk => output.push(chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    return Buffer.concat(output);
  }

  /** What Git itself makes of the drafts, on a first commit with one file. */
  async function byGit(drafts: readonly CommitDraft[]): Promise<string[]> {
    const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const header = 'committer X <x@example.org> 1 +0000\n';
    const commits = drafts.flatMap(({ message, ...change }, index) => [
      `commit refs/heads/git\n${header}${data(message)}`,
      index === 0 ? 'from refs/heads/main^0\n' : '',
      ...change.removed.map(file => `D ${file}\n`),
      ...change.written.map(
        file => `M 100644 inline ${file.path}\n${data(file.content)}`,
      ),
      '\n',
    ]);
    await git(['fast-import', '--quiet', '--force'], commits.join(''));
    return treesOf([`-${drafts.length}`, 'refs/heads/git']);
  }

  async function treesOf(revisions: string[]): Promise<string[]> {
    const log = await git(['log', '--reverse', '--format=%T', ...revisions]);
    return log.toString().trim().split('\n');
  }

  async function begin(): Promise<{ head: string; root: string }> {
    const first =
      'commit refs/heads/main\ncommitter X <x@example.org> 1 +0000\n';
    await git(
      ['fast-import', '--quiet'],
      `${first}data 5\nFirst\nM 100644 inline a/a.b/keep\ndata 1\nx\nM 100755 inline z\ndata 1\nz\n\n`,
    );
    const [head, root] = (await git(['log', '-1', '--format=%H %T', 'main']))
      .toString()
      .trim()
      .split(' ');
    return { head, root };
  }

  async function readTree(id: string): Promise<GitTreeEntry[]> {
    return parseTree(await git(['cat-file', 'tree', id]));
  }

  it('makes the trees that Git makes, in a pack that Git takes', async () => {
    const { head, root } = await begin();
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { minLength: 1, maxLength: 4 }),
        async drafts => {
          const built = await buildCommits({
            head,
            root,
            drafts,
            author: person,
            committer: person,
            time,
            readTree,
            onTree: () => {},
            signal,
          });
          await git(
            ['index-pack', '--strict', '--stdin'],
            await packOf(built.objects, signal),
          );
          const last = built.commits[built.commits.length - 1];
          expect(await treesOf([`-${drafts.length}`, last])).toEqual(
            await byGit(drafts),
          );
          await git(['update-ref', 'refs/heads/ours', last]);
        },
      ),
      { numRuns: 40 },
    );
    await git(['fsck', '--full', '--strict', '--no-dangling']);
  });

  it('keeps a name that is no UTF-8, and removes it when it is to go', async () => {
    await begin();
    const raw = Buffer.concat([
      Buffer.from('caf\xe9 yaml', 'latin1'),
      Buffer.from('\0'),
    ]);
    const blob = gitObject('blob', Buffer.from('x'));
    const named = gitObject(
      'tree',
      Buffer.concat([Buffer.from('100644 '), raw, Buffer.from(blob.id, 'hex')]),
    );
    await git(['unpack-objects', '-q'], await packOf([blob, named], signal));
    const build = (drafts: CommitDraft[]) =>
      buildCommits({
        head: '1'.repeat(40),
        root: named.id,
        drafts,
        author: person,
        committer: person,
        time,
        readTree,
        onTree: () => {},
        signal,
      });
    const [{ name }] = await readTree(named.id);
    const beside = { path: 'zz', content: 'x', blob: blob.id };
    const kept = await build([
      { message: 'm', removed: [], written: [beside] },
      { message: 'm', removed: ['zz'], written: [] },
    ]);
    expect(kept.root).toBe(named.id);
    const gone = await build([
      { message: 'm', removed: [name], written: [beside] },
    ]);
    expect(gone.objects.find(({ id }) => id === gone.root)?.content).toEqual(
      Buffer.concat([Buffer.from('100644 zz\0'), Buffer.from(blob.id, 'hex')]),
    );
  });

  it('lets others have their turns although all trees are in memory, until the signal aborts', async () => {
    const controller = new AbortController();
    const build = () =>
      buildCommits({
        head: '1'.repeat(40),
        root: '2'.repeat(40),
        drafts: Array.from({ length: 100 }, (_, number) => ({
          message: 'Change\n',
          removed: [],
          written: [{ path: `${number}`, content: 'x', blob: blobId('x') }],
        })),
        author: person,
        committer: person,
        time,
        readTree: async () => [],
        onTree: () => {},
        signal: controller.signal,
      });
    expect(await whileOthersRun(build)).toBeGreaterThan(10);
    const building = whileOthersRun(build);
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(building).rejects.toThrow('enough');
  });

  it('signs what stands in the commit, and nothing else', async () => {
    const { head, root } = await begin();
    const contents: string[] = [];
    const built = await buildCommits({
      head,
      root,
      drafts: [{ message: 'Hello\n', removed: ['z'], written: [] }],
      author: person,
      committer: person,
      time,
      readTree,
      onTree: () => {},
      signal,
      sign: async content => {
        contents.push(content.toString());
        return '-----BEGIN-----\n\nabc\n-----END-----\n';
      },
    });
    const commit = built.objects.find(({ type }) => type === 'commit');
    const [before, after] = contents[0].split('\n\n');
    expect(commit?.content.toString()).toBe(
      `${before}\ngpgsig -----BEGIN-----\n \n abc\n -----END-----\n\n${after}`,
    );
    await git(
      ['index-pack', '--strict', '--stdin'],
      await packOf(built.objects, signal),
    );
  });
});

describe('packOf', () => {
  it('lets others have their turns, until the signal aborts', async () => {
    const controller = new AbortController();
    const objects = Array.from({ length: 100 }, (_, number) =>
      gitObject('blob', Buffer.from(`${number}`)),
    );
    const pack = () => packOf(objects, controller.signal);
    expect(await whileOthersRun(pack)).toBeGreaterThan(10);
    const packing = whileOthersRun(pack);
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(packing).rejects.toThrow('enough');
  });

  it('holds contents of any length', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'control-plane-pack-'));
    const run = promisify(execFile);
    const args = ['--git-dir', folder];
    await run('git', [...args, 'init', '--bare', '--quiet'], {
      env: environment,
    });
    const lengths = [0, 1, 15, 16, 2047, 2048, 262_143, 262_144, 5_000_000];
    const objects = lengths.map(length =>
      gitObject('blob', Buffer.alloc(length, 'content ')),
    );
    const child = spawn('git', [...args, 'index-pack', '--strict', '--stdin'], {
      env: environment,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.end(await packOf(objects, signal));
    expect(await once(child, 'close')).toEqual([0, null]);
    for (const { id, content } of objects) {
      const { stdout } = await run('git', [...args, 'cat-file', '-s', id], {
        env: environment,
      });
      expect(Number(stdout)).toBe(content.length);
    }
    await rm(folder, { recursive: true });
  });
});
