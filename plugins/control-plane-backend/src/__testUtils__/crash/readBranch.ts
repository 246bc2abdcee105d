import { GitTestOrigin } from '../GitTestOrigin';

export interface BranchCommit {
  id: string;
  parents: string[];
  operations: string[];
  requests: string[];
  /** What it did to each path: `A`, `M`, `D` or another letter of Git's. */
  changes: Map<string, string>;
}

/** Blob id, with `!` and the mode before it where it is no plain file, by path. */
export type BranchTree = Map<string, string>;

export async function readTree(origin: GitTestOrigin): Promise<BranchTree> {
  const output = await origin.git('ls-tree', '-r', '-z', 'main');
  return new Map(
    output
      .split('\0')
      .filter(line => line !== '')
      .map(line => {
        const [meta, path] = line.split('\t');
        const [mode, , blob] = meta.split(' ');
        return [path, mode === '100644' ? blob : `!${mode} ${blob}`];
      }),
  );
}

/** All commits of the branch, oldest first. */
export async function readCommits(
  origin: GitTestOrigin,
): Promise<BranchCommit[]> {
  const trailer = (key: string) =>
    `%(trailers:key=${key},valueonly,separator=%x2C)`;
  const output = await origin.git(
    'log',
    '--reverse',
    '--name-status',
    '--no-renames',
    `--format=%x1e%H%x1f%P%x1f${trailer(
      'Control-Plane-Operation',
    )}%x1f${trailer('Control-Plane-Request')}%x1f`,
    'main',
  );
  const words = (text: string) => text.split(/[ ,]/).filter(Boolean);
  return output
    .split('\x1e')
    .slice(1)
    .map(entry => {
      const [id, parents, operations, requests, changes] = entry.split('\x1f');
      return {
        id,
        parents: words(parents),
        operations: words(operations),
        requests: words(requests),
        changes: new Map(
          changes
            .trim()
            .split('\n')
            .filter(Boolean)
            .map((line): [string, string] => {
              const [change, path] = line.split('\t');
              return [path, change];
            }),
        ),
      };
    });
}
