import { Job } from './Job';

/** Which jobs that ended to run again. */
export interface ReplayFilter {
  state: 'dead' | 'cancelled';
  kind?: string;
  group?: string;
  /** Most jobs to replay. */
  limit: number;
}

export interface ReplayResult {
  replayed: Job[];
  /** How many more the same filter could replay. */
  left: number;
  /** How many stay for good, because a newer or a live job of their kind and key does their work. */
  superseded: number;
}
