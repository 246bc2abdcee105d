import { JobLogLine } from './JobLog';

/** A line as it was stored; ids grow in the order of writing. */
export type StoredJobLogLine = JobLogLine & { id: string };

/** What jobs did, the newest lines of each. Lines go when their job does. */
export interface JobLogStore {
  /** Stores lines, and drops the oldest of those jobs that have too many. */
  append(lines: readonly JobLogLine[]): Promise<void>;
  /** Newest first. */
  list(options: {
    jobId: string;
    /** Keyset: only lines that were written before this one. */
    before?: { id: string };
    limit: number;
  }): Promise<StoredJobLogLine[]>;
}
