import { Job } from './Job';
import { JobFilter } from './JobFilter';

/** Which jobs that ended to run again. */
export interface ReplayFilter extends Omit<JobFilter, 'state' | 'key'> {
  state: 'dead' | 'cancelled';
  /** Most jobs to replay. */
  limit: number;
}

export interface ReplayResult {
  replayed: Job[];
  /** How many more the same filter could replay. */
  left: number;
  /** How many stay for good, because a later job of their kind and key followed. */
  superseded: number;
}
