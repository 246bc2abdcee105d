import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

// One segment of an address that is a folder of the disk as well: nothing that leads elsewhere or looks like an option.
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const refPattern = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

export function isName(value) {
  return namePattern.test(value) && !value.endsWith('.git');
}

export function isRef(value) {
  return refPattern.test(value) && !value.includes('..');
}

/** Bare repositories in folders `<dir>/<organization>/<name>.git`. */
export class Repositories {
  constructor(dir) {
    this.dir = dir;
  }

  /** Folder of a repository; undefined when there is no such one. */
  find(organization, name) {
    if (!isName(organization) || !isName(name)) {
      return undefined;
    }
    const folder = this.folderOf(organization, name);
    return existsSync(path.join(folder, 'HEAD')) ? folder : undefined;
  }

  /** Makes an empty repository that takes pushes. The caller has seen that there is none. */
  async create(organization, name) {
    const folder = this.folderOf(organization, name);
    // Under its name from the first moment or not at all: a half made one would look like one that is there.
    const making = `${folder}.making`;
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
    await git(making, [
      'init',
      '--quiet',
      '--bare',
      '--initial-branch=main',
      '.',
    ]);
    await git(making, ['config', 'http.receivepack', 'true']);
    await rename(making, folder);
  }

  folderOf(organization, name) {
    return path.join(this.dir, organization, `${name}.git`);
  }
}

/** Commit that a ref stands at; undefined when there is no such ref. */
export async function commitOf(folder, ref) {
  const found = await git(folder, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  ]).catch(() => undefined);
  return found?.toString().trim();
}

/** Content of a file at a commit; undefined when there is no such file. */
export async function contentOf(folder, commit, file) {
  const object = `${commit}:${file}`;
  const type = await git(folder, ['cat-file', '-t', object]).catch(
    () => undefined,
  );
  return type?.toString().trim() === 'blob'
    ? git(folder, ['cat-file', 'blob', object])
    : undefined;
}

/** Paths of all files at a commit. */
export async function filesOf(folder, commit) {
  const output = await git(folder, [
    'ls-tree',
    '-r',
    '-z',
    '--name-only',
    commit,
  ]);
  return output.toString().split('\0').filter(Boolean);
}

/** A gzipped tar of all files at a commit, below a folder of the repository's name as forges have it. */
export async function archiveOf(folder, commit) {
  const prefix = `${path.basename(folder, '.git')}/`;
  return git(folder, [
    'archive',
    '--format=tar.gz',
    `--prefix=${prefix}`,
    commit,
  ]);
}

async function git(folder, args) {
  const { stdout } = await run('git', args, {
    cwd: folder,
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
    env: gitEnvironment(),
  });
  return stdout;
}

/** Nothing of the machine's or the user's Git settings may change what the forge does. */
export function gitEnvironment() {
  return {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
}
