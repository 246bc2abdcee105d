export interface TestCommit {
  id: string;
  author: string;
  subject: string;
  operationIds: string[];
}

/** The branch `main` that a publisher under test writes to, with a person who works on it as well. */
export interface TestOrigin {
  head(): Promise<string>;
  /** Paths of the files on the branch, sorted. */
  files(): Promise<string[]>;
  content(path: string): Promise<string>;
  /** Commits of the branch, newest first. */
  commits(): Promise<TestCommit[]>;
  /** Every operation that a commit of the branch names, sorted. */
  operationIds(): Promise<string[]>;
  /** The whole message of the newest commit. */
  message(): Promise<string>;
  /** The person takes up what others pushed. */
  personPulls(): Promise<void>;
  /** @returns the person's commit. */
  personPushes(files: Record<string, string>, subject: string): Promise<string>;
  personRemoves(paths: string[], subject: string): Promise<string>;
  /** The person puts symbolic links (mode 120000) and submodules (160000) on the branch. */
  personPlants(
    entries: Array<{ path: string; mode: '120000' | '160000' }>,
    subject: string,
  ): Promise<void>;
  /** Fails when the repository is not sound. */
  fsck(): Promise<void>;
}
