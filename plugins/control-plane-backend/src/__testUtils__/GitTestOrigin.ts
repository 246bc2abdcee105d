import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { TestCommit, TestOrigin } from './TestOrigin';

const run = promisify(execFile);

/**
 * A bare repository in a temporary folder, as a Git server has it, with a person who works on it by ordinary commands.
 */
export class GitTestOrigin implements TestOrigin {
  /** Folder that goes away with the origin; tests may put more into it. */
  readonly folder: string;
  readonly repository: string;
  private readonly clone: string;

  static async create(): Promise<GitTestOrigin> {
    const origin = new GitTestOrigin(
      await mkdtemp(join(tmpdir(), 'control-plane-git-')),
    );
    await origin.git('init', '--bare', '--quiet', '-b', 'main');
    await origin.git('config', 'http.receivepack', 'true');
    await run('git', ['clone', '--quiet', origin.repository, origin.clone], {
      env: environment(),
    });
    await origin.personPushes({ 'README.md': 'Desired state\n' }, 'Begin');
    return origin;
  }

  private constructor(folder: string) {
    this.folder = folder;
    this.repository = join(folder, 'origin.git');
    this.clone = join(folder, 'person');
  }

  get fileUrl(): string {
    return `file://${this.repository}`;
  }

  /** Runs git in the bare repository and resolves to its trimmed output. */
  async git(...args: string[]): Promise<string> {
    await mkdir(this.repository, { recursive: true });
    const { stdout } = await run(
      'git',
      [`--git-dir=${this.repository}`, ...args],
      { env: environment(), maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout.trim();
  }

  /** A person commits files on top of the branch and pushes; when somebody is faster, the person pulls and tries again. */
  async personPushes(
    files: Record<string, string>,
    subject: string,
  ): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.clone, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    return this.personCommits(subject, () => this.inClone('add', '--all'));
  }

  /** As `personPushes`, for changes that are no plain files; `change` leaves them in the index of the clone. */
  async personCommits(
    subject: string,
    change: (git: (...args: string[]) => Promise<string>) => Promise<unknown>,
  ): Promise<string> {
    await change((...args) => this.inClone(...args));
    await this.inClone('commit', '--quiet', '-m', subject);
    for (;;) {
      try {
        await this.inClone('push', '--quiet', 'origin', 'HEAD:main');
        return await this.inClone('rev-parse', 'HEAD');
      } catch (error) {
        if (!/fetch first|cannot lock ref|rejected/.test(String(error))) {
          throw error;
        }
        await this.inClone('pull', '--quiet', '--rebase', 'origin', 'main');
      }
    }
  }

  async personRemoves(paths: string[], subject: string): Promise<string> {
    return this.personCommits(subject, git => git('rm', '--quiet', ...paths));
  }

  async personPlants(
    entries: Array<{ path: string; mode: '120000' | '160000' }>,
    subject: string,
  ): Promise<void> {
    await this.personCommits(subject, async git => {
      const link = await git('hash-object', '-w', 'README.md');
      const commit = await git('rev-parse', 'HEAD');
      for (const { path, mode } of entries) {
        const id = mode === '120000' ? link : commit;
        await git('update-index', '--add', '--cacheinfo', mode, id, path);
      }
    });
  }

  async personPulls(): Promise<void> {
    await this.inClone('pull', '--quiet', '--rebase', 'origin', 'main');
  }

  async head(branch = 'main'): Promise<string> {
    return this.git('rev-parse', `refs/heads/${branch}`);
  }

  async files(): Promise<string[]> {
    const output = await this.git('ls-tree', '-r', '--name-only', 'main');
    return output.split('\n');
  }

  async content(path: string): Promise<string> {
    return this.git('cat-file', 'blob', `main:${path}`);
  }

  /** Commits of the branch, newest first. */
  async commits(): Promise<TestCommit[]> {
    const output = await this.git(
      'log',
      '--format=%H%x09%an%x09%s%x09%(trailers:key=Control-Plane-Operation,valueonly,separator=%x2C)',
      'main',
    );
    return output.split('\n').map(line => {
      const [id, author, subject, ids] = line.split('\t');
      return { id, author, subject, operationIds: ids ? ids.split(',') : [] };
    });
  }

  async message(): Promise<string> {
    return this.git('log', '-1', '--format=%B', 'main');
  }

  async operationIds(): Promise<string[]> {
    const commits = await this.commits();
    return commits.flatMap(commit => commit.operationIds).sort();
  }

  /** Fails when the repository is not sound. */
  async fsck(): Promise<void> {
    await this.git('fsck', '--full', '--strict', '--no-dangling');
  }

  /** Every push is asked by this shell script, which sees `<old> <new> <ref>` on its input. */
  async installPreReceive(script: string): Promise<void> {
    const hook = join(this.repository, 'hooks', 'pre-receive');
    await mkdir(dirname(hook), { recursive: true });
    await writeFile(hook, `#!/bin/sh\n${script}\n`);
    await chmod(hook, 0o755);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async inClone(...args: string[]): Promise<string> {
    const { stdout } = await run('git', ['-C', this.clone, ...args], {
      env: environment(),
    });
    return stdout.trim();
  }
}

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Pat Person',
    GIT_AUTHOR_EMAIL: 'pat@example.org',
    GIT_COMMITTER_NAME: 'Pat Person',
    GIT_COMMITTER_EMAIL: 'pat@example.org',
    LC_ALL: 'C',
  };
}
