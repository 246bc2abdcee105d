import { ManifestFile } from '../domain/revision/Revision';
import { Job, JobState } from '../domain/job/Job';
import { QueueOverview } from '../queue/JobQueue';
import { StoredJobLogLine } from '../queue/JobLogStore';
import { Target } from '../domain/target/Target';
import { CallContext } from './CallContext';
import { PageOf, Position } from './HistoryService';
import { PublishLaneView } from './LaneReader';

/** Queue and targets. */
export interface OperationsService {
  listJobs(
    query: {
      state?: JobState;
      kind?: string;
      key?: string;
      group?: string;
      before?: Position;
      limit: number;
    },
    context: CallContext,
  ): Promise<PageOf<Job>>;
  getJob(id: string, context: CallContext): Promise<Job>;
  /** What a job did, newest first. */
  listJobLogs(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<StoredJobLogLine>>;
  workQueue(context: CallContext): Promise<QueueOverview>;
  listPublishLanes(context: CallContext): Promise<PublishLaneView[]>;
  /** @throws ConflictError when the job is not dead or cancelled, or another of its key lives. */
  replayJob(id: string, context: CallContext): Promise<Job>;
  /** @throws ConflictError when the job does not wait. */
  cancelJob(id: string, context: CallContext): Promise<Job>;
  listTargets(context: CallContext): Promise<Target[]>;
  /** The root objects of a target and what its region shares. */
  targetManifests(name: string, context: CallContext): Promise<ManifestFile[]>;
}

export type { QueueOverview, StoredJobLogLine };
