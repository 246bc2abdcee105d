/** A commit to be built, on the one before it. */
export interface CommitDraft {
  message: string;
  /** Paths to remove, before anything is written. */
  removed: string[];
  written: Array<{
    path: string;
    content: string;
    /** The name that Git gives to the content. */
    blob: string;
  }>;
}
