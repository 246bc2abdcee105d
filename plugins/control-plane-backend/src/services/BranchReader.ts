/** Reads what a repository's branch holds, for the diff beside a plan. */
export interface BranchReader {
  /**
   * Every file below `path` with its content.
   *
   * @throws ServiceUnavailableError when the remote cannot be read.
   */
  read(options: {
    repository: string;
    path: string;
    signal: AbortSignal;
  }): Promise<{
    head: string;
    files: Array<{ path: string; content: string }>;
  }>;
}
