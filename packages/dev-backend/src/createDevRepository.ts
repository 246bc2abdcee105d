import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The tree without a file, which every repository knows by this name. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * Makes a bare repository whose branch `main` has a first commit, unless it is there already.
 *
 * @remarks
 * The name carries the process that starts the backend anew after each change of a file. The database lives in that
 * process too, so that repository and database always tell the same.
 *
 * @returns its address.
 */
export async function createDevRepository(
  dir = path.join(
    os.tmpdir(),
    `control-plane-dev-${process.ppid}`,
    'gitops.git',
  ),
): Promise<string> {
  await mkdir(dir, { recursive: true });
  const git = async (...args: string[]) => {
    const { stdout } = await run('git', [`--git-dir=${dir}`, ...args], {
      env: gitEnvironment(),
    });
    return stdout.trim();
  };
  await git('init', '--quiet', '--bare', '--initial-branch=main', dir);
  if ((await git('for-each-ref', 'refs/heads/main')) === '') {
    const commit = await git('commit-tree', EMPTY_TREE, '-m', 'Begin');
    await git('update-ref', 'refs/heads/main', commit);
  }
  return pathToFileURL(dir).href;
}

// Nothing of the machine's or the user's Git settings may change what comes of it.
function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_AUTHOR_NAME: 'Development',
    GIT_AUTHOR_EMAIL: 'development@localhost',
    GIT_COMMITTER_NAME: 'Development',
    GIT_COMMITTER_EMAIL: 'development@localhost',
  };
}
