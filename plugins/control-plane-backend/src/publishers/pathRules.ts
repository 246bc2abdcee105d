/** Names that make forges and Git itself act; nobody publishes them, at any depth. */
const REFUSED_NAMES = new Set(['codeowners', 'git~1', '.forgejo']);

/**
 * Judges a repository path on its own.
 *
 * @returns what is wrong with it, or undefined when it may be written
 */
export function refusalOfPath(path: string): string | undefined {
  if (path === '') {
    return 'a path is empty';
  }
  const refusal = whatIsWrongWith(path);
  return refusal && `path ${JSON.stringify(path.slice(0, 200))} ${refusal}`;
}

function whatIsWrongWith(path: string): string | undefined {
  if (path.length > 1024) {
    return 'is longer than 1024 characters';
  }
  // Control, format (bidi, zero-width), surrogate and line-separator characters, and the separators of other systems.
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\]/u.test(path)) {
    return 'has a control character or a backslash';
  }
  if (path !== path.normalize('NFC')) {
    return 'is not in Unicode normal form C';
  }
  if (path.startsWith('/')) {
    return 'is absolute';
  }
  for (const segment of path.split('/')) {
    if (segment === '') {
      return 'has an empty segment';
    }
    if (segment === '.' || segment === '..') {
      return `has the segment '${segment}'`;
    }
    const name = segment.toLowerCase();
    if (name.startsWith('.git') || REFUSED_NAMES.has(name)) {
      return `has the reserved name '${segment}'`;
    }
  }
  return undefined;
}

/** True when `path` lies below the folder `owner`. */
export function isBelow(path: string, owner: string): boolean {
  return path.startsWith(`${owner}/`);
}

/** Every folder on the way to `path`, outermost first. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (
    let slash = path.indexOf('/');
    slash >= 0;
    slash = path.indexOf('/', slash + 1)
  ) {
    folders.push(path.slice(0, slash));
  }
  return folders;
}

/**
 * Judges the paths of an operation together.
 *
 * @returns what is wrong, or undefined when all files lie below the owned paths and do not get in each other's way
 */
export function refusalOfPaths(
  ownedPaths: readonly string[],
  files: ReadonlyArray<{ path: string }>,
): string | undefined {
  if (ownedPaths.length === 0) {
    return 'the operation owns no path';
  }
  const paths = files.map(file => file.path);
  for (const path of [...ownedPaths, ...paths]) {
    const refusal = refusalOfPath(path);
    if (refusal) {
      return refusal;
    }
  }
  const all = new Set(paths);
  if (all.size !== paths.length) {
    return 'two files of the operation have the same path';
  }
  for (const path of paths) {
    if (!ownedPaths.some(owner => isBelow(path, owner))) {
      return `path ${JSON.stringify(path)} is outside of the owned paths`;
    }
    const folder = foldersOf(path).find(candidate => all.has(candidate));
    if (folder) {
      return `${JSON.stringify(folder)} is both a file and a folder`;
    }
  }
  return undefined;
}
