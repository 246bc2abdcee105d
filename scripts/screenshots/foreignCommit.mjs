import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const author = { name: 'Jonas Weber', email: 'jonas.weber@example.com' };

/**
 * Pushes a commit past the control plane, as somebody with access to the branch might.
 *
 * @param repository - folder of the bare repository
 * @param message - of the commit
 * @param edit - changes files in the folder that it gets
 */
export function pushForeignCommit(repository, message, edit) {
  const folder = mkdtempSync(path.join(tmpdir(), 'foreign-commit-'));
  const git = (...args) =>
    execFileSync('git', args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_COMMITTER_NAME: author.name,
        GIT_COMMITTER_EMAIL: author.email,
      },
    });
  try {
    git('clone', '--quiet', '--branch', 'main', repository, '.');
    edit(folder);
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
    // The control plane may push at the same moment.
    git('pull', '--quiet', '--rebase', 'origin', 'main');
    git('push', '--quiet', 'origin', 'main');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
