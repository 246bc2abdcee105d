/** A published path that is not as it was published, because somebody else edited the branch. */
export interface Drift {
  id: string;
  requestId: string;
  path: string;
  change: 'added' | 'modified' | 'removed';
  /** Blob id on the branch; absent when the path was removed. */
  blob?: string;
  commit?: string;
  author?: string;
  authorEmail?: string;
  /** When the foreign commit was authored. */
  since?: Date;
  subject?: string;
  detectedAt: Date;
  resolvedAt?: Date;
  /** Who mended it: we, the editor, or a newer revision. */
  resolution?: 'repaired' | 'reverted' | 'replaced';
}
