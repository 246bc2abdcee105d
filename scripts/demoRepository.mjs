import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const readme = `# GitOps repository of the demo

The control plane commits here what was requested and approved, below \`clusters/<region>/\`.
Look with \`git log\` and \`git ls-tree -r main\`; to start over, stop the demo and remove this folder.
`;

/**
 * Makes a bare repository with a first commit on `main`, the remote that the demo publishes to. One that is there
 * already is left as it is.
 */
export function createDemoRepository(dir) {
  const git = (args, input) =>
    execFileSync('git', [`--git-dir=${dir}`, ...args], {
      input: input ?? '',
      encoding: 'utf8',
      env: gitEnvironment(),
      stdio: ['pipe', 'pipe', 'inherit'],
    }).trim();
  if (!existsSync(path.join(dir, 'HEAD'))) {
    mkdirSync(dir, { recursive: true });
    git(['init', '--quiet', '--bare', '--initial-branch=main', dir]);
  }
  // Asked separately: an interrupted first run leaves a repository without a commit.
  if (git(['for-each-ref', 'refs/heads/main'])) {
    return;
  }
  const blob = git(['hash-object', '-w', '--stdin'], readme);
  const tree = git(['mktree'], `100644 blob ${blob}\tREADME.md\n`);
  const commit = git(['commit-tree', tree, '-m', 'Start the repository']);
  git(['update-ref', 'refs/heads/main', commit]);
}

// Nothing of the machine's or the user's Git settings may change what the demo makes.
function gitEnvironment() {
  const identity = { name: 'Demo', email: 'demo@localhost' };
  return {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
  };
}
