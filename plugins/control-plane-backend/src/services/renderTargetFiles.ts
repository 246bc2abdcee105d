import { digestJson } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Target } from '../domain/target/Target';
import { renderTargetOf } from './renderTargetOf';

export interface TargetFiles {
  digest: string;
  paths: string[];
  files: Array<{ path: string; content: string }>;
}

/** Folder of a file; two parts are enough to own nothing of another target. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** What a target shares: its root objects and the policies of its region. */
export function renderTargetFiles(
  renderer: Renderer,
  target: Target,
): TargetFiles {
  const { files } = renderer.renderTarget(renderTargetOf(target));
  return {
    digest: digestJson(files),
    paths: [...new Set(files.map(({ path }) => folderOf(path)))].sort(),
    files,
  };
}
