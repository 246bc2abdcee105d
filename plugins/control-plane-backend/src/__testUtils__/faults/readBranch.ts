import { Branch, BranchCommit } from './Evidence';

/** Runs git in the bare repository and resolves to what it prints. */
export type RunGit = (...args: string[]) => Promise<string>;

const PLAIN_FILE = '100644';

/** Reads a branch by Git's plumbing. Of merges it sees what they brought to the branch. */
export async function readBranch(
  git: RunGit,
  branch = 'main',
): Promise<Branch> {
  return {
    tree: await readTree(git, branch),
    commits: await readCommits(git, branch),
  };
}

async function readTree(
  git: RunGit,
  branch: string,
): Promise<Map<string, string>> {
  const output = await git('ls-tree', '-r', '-z', branch);
  return new Map(
    output
      .split('\0')
      .filter(line => line !== '')
      .map(line => {
        const [meta, path] = line.split('\t');
        const [mode, , blob] = meta.split(' ');
        return [path, contentName(mode, blob)];
      }),
  );
}

async function readCommits(
  git: RunGit,
  branch: string,
): Promise<BranchCommit[]> {
  const trailer = (key: string) =>
    `%(trailers:key=${key},valueonly,separator=%x2C)`;
  const output = await git(
    '-c',
    'core.quotePath=false',
    'log',
    '--reverse',
    '--first-parent',
    '-m',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    `--format=%x1e%H%x1f%P%x1f${trailer(
      'Control-Plane-Operation',
    )}%x1f${trailer('Control-Plane-Request')}%x1f${trailer(
      'Control-Plane-Generation',
    )}%x1f`,
    branch,
  );
  const words = (text: string) => text.split(/[ ,]/).filter(Boolean);
  return output
    .split('\x1e')
    .slice(1)
    .map(entry => {
      const [id, parents, operations, requests, generations, changes] =
        entry.split('\x1f');
      return {
        id,
        parents: words(parents),
        operations: words(operations),
        requests: words(requests),
        generations: words(generations),
        changes: new Map(
          changes
            .trim()
            .split('\n')
            .filter(Boolean)
            .map((line): [string, string | undefined] => {
              const [meta, path] = line.split('\t');
              const [, mode, , blob, change] = meta.split(' ');
              return [
                path,
                change === 'D' ? undefined : contentName(mode, blob),
              ];
            }),
        ),
      };
    });
}

function contentName(mode: string, blob: string): string {
  return mode === PLAIN_FILE ? blob : `!${mode} ${blob}`;
}
