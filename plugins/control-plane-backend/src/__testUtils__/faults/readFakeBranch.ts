import { FakeBranch, FakeFile } from '../FakeBranch';
import { Branch } from './Evidence';
import { blobIdOf } from './blobIdOf';

type Tree = ReadonlyMap<string, FakeFile>;

/** The branch in memory, as `readBranch` shows one of Git. */
export function readFakeBranch(branch: FakeBranch): Branch {
  const history = branch.history();
  return {
    tree: namesOf(branch.tip.tree),
    commits: history.map(({ id, message, tree }, index) => {
      const before = namesOf(history[index - 1]?.tree ?? new Map());
      const after = namesOf(tree);
      const values = (key: string) => trailersOf(message, key);
      return {
        id,
        parents: index === 0 ? [] : [history[index - 1].id],
        operations: values('Control-Plane-Operation'),
        requests: values('Control-Plane-Request'),
        generations: values('Control-Plane-Generation'),
        changes: new Map(
          [...new Set([...before.keys(), ...after.keys()])]
            .filter(path => before.get(path) !== after.get(path))
            .map(path => [path, after.get(path)]),
        ),
      };
    }),
  };
}

/** Trees share their files, and there are as many trees as commits. */
const names = new WeakMap<FakeFile, string>();

function nameOf(file: FakeFile): string {
  const known = names.get(file);
  if (known !== undefined) {
    return known;
  }
  const blob = blobIdOf(file.content);
  const name = file.mode === '100644' ? blob : `!${file.mode} ${blob}`;
  names.set(file, name);
  return name;
}

function namesOf(tree: Tree): Map<string, string> {
  return new Map([...tree].map(([path, file]) => [path, nameOf(file)]));
}

/** Of the last paragraph, as Git reads them. */
function trailersOf(message: string, key: string): string[] {
  const paragraphs = message.trim().split('\n\n');
  return paragraphs.length < 2
    ? []
    : paragraphs[paragraphs.length - 1]
        .split('\n')
        .filter(line => line.startsWith(`${key}: `))
        .map(line => line.slice(key.length + 2));
}
