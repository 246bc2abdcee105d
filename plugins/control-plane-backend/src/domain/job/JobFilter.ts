import { JobState } from './Job';

/** Which jobs; by what is absent, any. */
export interface JobFilter {
  state?: JobState;
  kind?: string;
  key?: string;
  group?: string;
  limitKey?: string;
}
