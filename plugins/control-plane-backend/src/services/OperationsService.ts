import { ManifestFile } from '../domain/revision/Revision';
import { JobFilter } from '../domain/job/JobFilter';
import { ObservedJob } from '../domain/job/jobWait';
import { ReplayFilter, ReplayResult } from '../domain/job/replay';
import { Publication } from '../domain/publication/Publication';
import { QueueOverview } from '../queue/JobQueue';
import { StoredJobLogLine } from '../queue/JobLogStore';
import { Target } from '../domain/target/Target';
import { CallContext } from './CallContext';
import { PageOf, Position } from './HistoryService';
import { PublishLaneView } from './LaneReader';

/** Which jobs, as people ask for them: the queue's limit key is a target to them. */
export interface JobsQuery extends Omit<JobFilter, 'limitKey'> {
  target?: string;
  before?: Position;
  limit: number;
}

/** Which jobs that ended to replay. */
export interface ReplayQuery extends Omit<ReplayFilter, 'limitKey'> {
  target?: string;
}

/** Queue and targets. */
export interface OperationsService {
  listJobs(
    query: JobsQuery,
    context: CallContext,
  ): Promise<PageOf<ObservedJob>>;
  getJob(id: string, context: CallContext): Promise<ObservedJob>;
  /** What a job did, newest first. */
  listJobLogs(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<StoredJobLogLine>>;
  workQueue(context: CallContext): Promise<QueueOverview>;
  listPublishLanes(context: CallContext): Promise<PublishLaneView[]>;
  /**
   * What a lane holds, in the order in which it is published.
   *
   * @throws NotFoundError for a repository that has no lane.
   */
  listLanePublications(
    repository: string,
    limit: number,
    context: CallContext,
  ): Promise<Publication[]>;
  /**
   * Replays many; the jobs of requests too, whoever's they are.
   *
   * @throws ConflictError when enqueues of the same keys kept coming in between.
   */
  replayJobs(query: ReplayQuery, context: CallContext): Promise<ReplayResult>;
  /** @throws ConflictError when the job is not dead or cancelled, or another of its key lives. */
  replayJob(id: string, context: CallContext): Promise<ObservedJob>;
  /** @throws ConflictError when the job does not wait. */
  cancelJob(id: string, context: CallContext): Promise<ObservedJob>;
  listTargets(context: CallContext): Promise<Target[]>;
  /** The root objects of a target and what its region shares. */
  targetManifests(name: string, context: CallContext): Promise<ManifestFile[]>;
}

export type { QueueOverview, StoredJobLogLine };
