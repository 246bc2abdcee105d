/** Where people look at commits. */
export interface CommitLinks {
  /** The page of a commit in the forge of a configured repository; undefined where there is none. */
  commitUrl(repository: string, commit: string): string | undefined;
}
