import { createHash } from 'node:crypto';
import { TreeDifference } from '../../domain/drift/compareTree';
import { PublishOperation } from '../Publisher';
import { foldersOf, isBelow } from '../pathRules';
import { SecretFinding, scanForSecrets } from '../secretScan';
import { BranchEntries } from './BranchEntries';
import { commitMessage, refusalOfMessage } from './commitMessage';
import { CommitDraft } from './CommitDraft';

/** What the owned paths of a batch hold, as the commits of the batch change it one after the other. */
export interface BranchState {
  /** Everything at or below the owned paths, by path. */
  entries: BranchEntries;
  /** Operation → what is wrong with its paths themselves. */
  refused: ReadonlyMap<string, string>;
  /** Owned path → why it cannot be written, e.g. a symlink on the way. */
  blocked: ReadonlyMap<string, string>;
  /** Paths that a commit of this batch wrote or removed. */
  touched: Set<string>;
}

export type OperationPlan =
  | {
      type: 'write';
      draft: CommitDraft;
      /** What the commit writes over or removes although we never put it there. */
      foreign: TreeDifference[];
    }
  /** `settled` is false when an earlier commit of the batch, not yet pushed, made it so. */
  | { type: 'unchanged'; settled: boolean }
  | { type: 'path_refused'; message: string }
  | { type: 'message_refused'; message: string }
  | { type: 'secret_found'; finding: SecretFinding };

/**
 * Compares an operation with the branch and says what its commit would be. A planned write is entered into `state`, so
 * that the next operation is compared with what this one leaves behind.
 */
export function planOperation(
  operation: PublishOperation,
  state: BranchState,
): OperationPlan {
  const refusal =
    state.refused.get(operation.id) ?? refusalOfEntries(operation, state);
  if (refusal) {
    return { type: 'path_refused', message: refusal };
  }
  const message = refusalOfMessage(operation);
  if (message) {
    return { type: 'message_refused', message };
  }
  const commitText = commitMessage(operation);

  const wanted = new Set(operation.files.map(file => file.path));
  const removed = [...state.entries.pathsOf(operation.ownedPaths)].filter(
    path => !wanted.has(path),
  );
  const written = operation.files
    .map(file => ({ ...file, blob: blobId(file.content) }))
    .filter(({ path, blob }) => {
      const entry = state.entries.get(path);
      return entry?.blob !== blob || entry.mode !== '100644';
    });
  if (removed.length === 0 && written.length === 0) {
    const settled = ![...state.touched].some(path =>
      isOwned(path, operation.ownedPaths),
    );
    return { type: 'unchanged', settled };
  }
  const inMessage = scanForSecrets('the commit message', commitText);
  if (inMessage) {
    return { type: 'secret_found', finding: inMessage };
  }
  for (const { path, content } of written) {
    const finding = scanForSecrets(path, content);
    if (finding) {
      return { type: 'secret_found', finding };
    }
  }

  const foreign = foreignAmong(
    [...removed, ...written.map(({ path }) => path)],
    operation,
    state,
  );
  for (const path of removed) {
    state.entries.delete(path);
    state.touched.add(path);
  }
  for (const { path, blob } of written) {
    state.entries.set(path, { mode: '100644', blob });
    state.touched.add(path);
  }
  return {
    type: 'write',
    draft: { message: commitText, removed, written },
    foreign,
  };
}

/** Which of the paths that a commit changes are on the branch as nobody of us left them. */
function foreignAmong(
  paths: readonly string[],
  { ours }: PublishOperation,
  state: BranchState,
): TreeDifference[] {
  if (!ours) {
    return [];
  }
  const states = ours.map(
    files => new Map(files.map(({ path, content }) => [path, blobId(content)])),
  );
  return paths
    .filter(path => !state.touched.has(path))
    .flatMap((path): TreeDifference[] => {
      const entry = state.entries.get(path);
      if (!entry) {
        return states.every(files => files.has(path))
          ? [{ path, change: 'removed' }]
          : [];
      }
      const isOurs =
        entry.mode === '100644' &&
        states.some(files => files.get(path) === entry.blob);
      return isOurs
        ? []
        : [
            {
              path,
              change: states.some(files => files.has(path))
                ? 'modified'
                : 'added',
              blob: entry.blob,
            },
          ];
    });
}

/** A link on the way would let a write land elsewhere for whoever checks the branch out. */
function refusalOfEntries(
  operation: PublishOperation,
  state: BranchState,
): string | undefined {
  for (const owner of operation.ownedPaths) {
    const blocked = state.blocked.get(owner);
    if (blocked) {
      return blocked;
    }
    for (const folder of foldersOf(owner)) {
      if (state.touched.has(folder) && state.entries.has(folder)) {
        return `${JSON.stringify(
          folder,
        )} is a file, so nothing can be below it`;
      }
    }
  }
  for (const { path } of operation.files) {
    for (const folder of foldersOf(path)) {
      const mode = state.entries.get(folder)?.mode;
      if (mode === '120000' || mode === '160000') {
        return refusalOfLink(folder, mode);
      }
    }
  }
  return undefined;
}

export function refusalOfLink(path: string, mode: string): string {
  const kind = mode === '120000' ? 'symbolic link' : 'submodule';
  return `${JSON.stringify(
    path,
  )} is a ${kind} on the branch, and nothing is written through it`;
}

function isOwned(path: string, ownedPaths: readonly string[]): boolean {
  return ownedPaths.some(owner => path === owner || isBelow(path, owner));
}

/** The name that Git gives to a content. */
export function blobId(content: string): string {
  const bytes = Buffer.from(content, 'utf8');
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
