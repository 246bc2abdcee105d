import { Manifest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Files of one folder, folders before files. */
export interface ManifestFolder {
  /** Empty for the root. */
  name: string;
  folders: ManifestFolder[];
  files: { name: string; path: string; kinds: string }[];
}

/** The kinds of the objects in a file, e.g. `ResourceQuota, LimitRange`; read off the text, for orientation only. */
function kindsOf(content: string): string {
  const kinds = [...content.matchAll(/^kind: *["']?([A-Za-z0-9]+)/gm)].map(
    match => match[1],
  );
  return [...new Set(kinds)].join(', ');
}

/** Arranges manifests by the folders of their paths. */
export function manifestTree(manifests: readonly Manifest[]): ManifestFolder {
  const root: ManifestFolder = { name: '', folders: [], files: [] };
  const byName = <T extends { name: string }>(a: T, b: T) =>
    a.name.localeCompare(b.name);
  const folderOf = (segments: readonly string[]) =>
    segments.reduce((parent, name) => {
      const known = parent.folders.find(folder => folder.name === name);
      if (known) {
        return known;
      }
      const made: ManifestFolder = { name, folders: [], files: [] };
      parent.folders.push(made);
      parent.folders.sort(byName);
      return made;
    }, root);
  for (const { path, content } of manifests) {
    const segments = path.split('/');
    const name = segments.pop() ?? path;
    const folder = folderOf(segments);
    folder.files.push({ name, path, kinds: kindsOf(content) });
    folder.files.sort(byName);
  }
  return joinChains(root);
}

/** Folders that hold nothing but one folder become one line, as forges show them. */
function joinChains(folder: ManifestFolder): ManifestFolder {
  const folders = folder.folders.map(joinChains);
  const [only] = folders;
  if (folders.length === 1 && folder.files.length === 0 && folder.name) {
    return { ...only, name: `${folder.name}/${only.name}` };
  }
  return { ...folder, folders };
}
