export interface RenderedFile {
  /** From the root of the repository. */
  path: string;
  content: string;
}

/** One entry of the inventory: an object and the file it stands in. */
export interface RenderedObject {
  apiVersion: string;
  kind: string;
  /** Absent for cluster-wide objects. */
  namespace?: string;
  name: string;
  path: string;
}

export interface Rendering {
  /**
   * Folder that the files stand in: `clusters/<region>/teams/<team>/<app>/<request-id>` of a request,
   * `clusters/<region>/platform` of a target, whose bootstrap file alone stands outside.
   */
  root: string;
  /** Sorted by path. */
  files: RenderedFile[];
  /** Sorted by path, then as they stand in the file. */
  objects: RenderedObject[];
}
