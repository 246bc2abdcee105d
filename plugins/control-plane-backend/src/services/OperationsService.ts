import { ManifestFile } from '../domain/revision/Revision';
import { Job, JobState } from '../domain/job/Job';
import { Target } from '../domain/target/Target';
import { CallContext } from './CallContext';
import { PageOf, Position } from './HistoryService';

/** Queue and targets. */
export interface OperationsService {
  listJobs(
    query: {
      state?: JobState;
      kind?: string;
      key?: string;
      before?: Position;
      limit: number;
    },
    context: CallContext,
  ): Promise<PageOf<Job>>;
  getJob(id: string, context: CallContext): Promise<Job>;
  /** @throws ConflictError when the job is not dead or cancelled, or another of its key lives. */
  replayJob(id: string, context: CallContext): Promise<Job>;
  /** @throws ConflictError when the job does not wait. */
  cancelJob(id: string, context: CallContext): Promise<Job>;
  listTargets(context: CallContext): Promise<Target[]>;
  /** The root objects of a target and what its region shares. */
  targetManifests(name: string, context: CallContext): Promise<ManifestFile[]>;
}
