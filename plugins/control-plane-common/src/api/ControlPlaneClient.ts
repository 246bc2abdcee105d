import {
  ApprovalCount,
  ApproveBody,
  AuditEntry,
  CallerRights,
  ChangeRequestBody,
  CreateRequestBody,
  Decision,
  DescriptorPage,
  Drift,
  EnvironmentClass,
  EnvironmentRequest,
  ExtendRequestBody,
  Health,
  HeldPause,
  Job,
  JobLogEntry,
  LanePublication,
  Manifest,
  Page,
  Pause,
  PauseBody,
  PendingApproval,
  Plan,
  Publication,
  PublishLane,
  RejectBody,
  ReplayedJobs,
  ReplayJobsBody,
  RequestActionVerdict,
  RequestCounts,
  Revision,
  RevisionDiff,
  Target,
  TargetManifests,
  Timeline,
  WithdrawBody,
  WorkQueue,
} from '../wire';
import { callRoute, ControlPlaneClientOptions } from './callRoute';
import { RouteName } from './routes';
import {
  CallArguments,
  CallResult,
  QueryInput,
  ResponseBody,
  UntypedCall,
} from './routeTypes';

export interface CallOptions {
  signal?: AbortSignal;
}

/** A request and the ETag under which it was read. */
export interface TaggedRequest {
  request: EnvironmentRequest;
  etag?: string;
}

/** Options of the calls that a caller makes repeatable. */
export interface IdempotentCallOptions extends CallOptions {
  /** The same key and body name the same request; the server makes one when absent. */
  idempotencyKey?: string;
}

/**
 * Typed access to every operation of the API.
 *
 * @remarks
 * `call` reaches all of them with status, ETag and headers; the methods below it name each one and hand back the body.
 *
 * @throws ControlPlaneError when the API answers with a problem.
 * @throws ServiceUnavailableError when it cannot be reached, or answers what this client does not understand.
 * @throws InputError for an id that breaks its rule.
 * @throws what `signal` was aborted with.
 */
export class ControlPlaneClient {
  readonly #options: ControlPlaneClientOptions;

  constructor(options: ControlPlaneClientOptions) {
    this.#options = options;
  }

  /** Calls one operation. */
  call<N extends RouteName>(
    name: N,
    ...args: CallArguments<N>
  ): Promise<CallResult<N>>;
  call(name: RouteName, input: UntypedCall = {}): Promise<unknown> {
    return callRoute(this.#options, name, input);
  }

  getCaller(options?: CallOptions): Promise<CallerRights> {
    return this.#body('getCaller', options);
  }

  listClasses(options?: CallOptions): Promise<{ items: EnvironmentClass[] }> {
    return this.#body('listClasses', options);
  }

  /** Gets what a class offers now, or with `digest` the revision that a request pins, whether it is still offered or not. */
  getClass(
    name: string,
    options?: CallOptions & { digest?: string },
  ): Promise<EnvironmentClass> {
    const { digest, signal } = options ?? {};
    return this.#body('getClass', {
      params: { name },
      query: { digest },
      signal,
    });
  }

  /** Asks for an environment. `created` is false when the same key and body had made it before. */
  async createRequest(
    body: CreateRequestBody,
    options?: IdempotentCallOptions,
  ): Promise<TaggedRequest & { created: boolean }> {
    const answer = await this.call('createRequest', {
      body,
      headers: { 'idempotency-key': options?.idempotencyKey },
      signal: options?.signal,
    });
    const created = answer.status === 201;
    return { request: answer.body, etag: answer.etag, created };
  }

  /** Shows what a create with the same key would make. */
  planCreate(
    body: CreateRequestBody,
    options?: IdempotentCallOptions,
  ): Promise<Plan> {
    return this.#body('planCreate', {
      body,
      headers: { 'idempotency-key': options?.idempotencyKey },
      signal: options?.signal,
    });
  }

  listRequests(
    query?: QueryInput<'listRequests'>,
    options?: CallOptions,
  ): Promise<Page<EnvironmentRequest>> {
    return this.#body('listRequests', { query, ...options });
  }

  countRequests(options?: CallOptions): Promise<RequestCounts> {
    return this.#body('countRequests', options);
  }

  async getRequest(id: string, options?: CallOptions): Promise<TaggedRequest> {
    const answer = await this.call('getRequest', {
      params: { id },
      ...options,
    });
    return { request: answer.body, etag: answer.etag };
  }

  /** Asks for a change of the request as it was read under `etag`; a 412 tells that it has changed since. */
  async changeRequest(
    id: string,
    body: ChangeRequestBody,
    options: CallOptions & { etag: string },
  ): Promise<TaggedRequest> {
    const answer = await this.call('changeRequest', {
      params: { id },
      body,
      headers: { 'if-match': options.etag },
      signal: options.signal,
    });
    return { request: answer.body, etag: answer.etag };
  }

  planChange(
    id: string,
    body: ChangeRequestBody,
    options?: CallOptions,
  ): Promise<Plan> {
    return this.#body('planChange', { params: { id }, body, ...options });
  }

  getPlan(
    id: string,
    generation: number,
    options?: CallOptions,
  ): Promise<Plan> {
    return this.#body('getPlan', { params: { id, generation }, ...options });
  }

  /** Each call asks for more, unless it repeats the key of an earlier one. */
  extendRequest(
    id: string,
    body: ExtendRequestBody,
    options?: IdempotentCallOptions,
  ): Promise<EnvironmentRequest> {
    return this.#body('extendRequest', {
      params: { id },
      body,
      headers: { 'idempotency-key': options?.idempotencyKey },
      signal: options?.signal,
    });
  }

  deleteRequest(
    id: string,
    options?: CallOptions & { reason?: string },
  ): Promise<EnvironmentRequest> {
    const { reason, signal } = options ?? {};
    const body = reason === undefined ? undefined : { reason };
    return this.#body('deleteRequest', { params: { id }, body, signal });
  }

  approveRequest(
    id: string,
    body: ApproveBody,
    options?: CallOptions,
  ): Promise<EnvironmentRequest> {
    return this.#body('approveRequest', { params: { id }, body, ...options });
  }

  rejectRequest(
    id: string,
    body: RejectBody,
    options?: CallOptions,
  ): Promise<EnvironmentRequest> {
    return this.#body('rejectRequest', { params: { id }, body, ...options });
  }

  withdrawRequest(
    id: string,
    body: WithdrawBody,
    options?: CallOptions,
  ): Promise<EnvironmentRequest> {
    return this.#body('withdrawRequest', { params: { id }, body, ...options });
  }

  reconcileRequest(id: string, options?: CallOptions): Promise<Job> {
    return this.#body('reconcileRequest', { params: { id }, ...options });
  }

  listRevisions(
    id: string,
    query?: QueryInput<'listRevisions'>,
    options?: CallOptions,
  ): Promise<Page<Revision>> {
    return this.#body('listRevisions', { params: { id }, query, ...options });
  }

  getRevision(
    id: string,
    generation: number,
    options?: CallOptions,
  ): Promise<Revision> {
    return this.#body('getRevision', {
      params: { id, generation },
      ...options,
    });
  }

  getManifests(
    id: string,
    generation: number,
    options?: CallOptions,
  ): Promise<{ items: Manifest[] }> {
    return this.#body('getManifests', {
      params: { id, generation },
      ...options,
    });
  }

  /** Compares the manifests of two revisions; `from` 0 or absent compares with nothing. */
  diffRevisions(
    id: string,
    query: QueryInput<'diffRevisions'>,
    options?: CallOptions,
  ): Promise<RevisionDiff> {
    return this.#body('diffRevisions', { params: { id }, query, ...options });
  }

  listRequestJobs(
    id: string,
    query?: QueryInput<'listRequestJobs'>,
    options?: CallOptions,
  ): Promise<Page<Job>> {
    return this.#body('listRequestJobs', { params: { id }, query, ...options });
  }

  listPublications(
    id: string,
    query?: QueryInput<'listPublications'>,
    options?: CallOptions,
  ): Promise<Page<Publication>> {
    return this.#body('listPublications', {
      params: { id },
      query,
      ...options,
    });
  }

  listRequestDrift(
    id: string,
    query?: QueryInput<'listRequestDrift'>,
    options?: CallOptions,
  ): Promise<Page<Drift>> {
    return this.#body('listRequestDrift', {
      params: { id },
      query,
      ...options,
    });
  }

  /** Tells what the caller may do with the request as it stands, and why not. */
  listRequestActions(
    id: string,
    options?: CallOptions,
  ): Promise<{ items: RequestActionVerdict[] }> {
    return this.#body('listRequestActions', { params: { id }, ...options });
  }

  getTimeline(
    id: string,
    generation: number,
    options?: CallOptions,
  ): Promise<Timeline> {
    return this.#body('getTimeline', {
      params: { id, generation },
      ...options,
    });
  }

  listRequestAudit(
    id: string,
    query?: QueryInput<'listRequestAudit'>,
    options?: CallOptions,
  ): Promise<Page<AuditEntry>> {
    return this.#body('listRequestAudit', {
      params: { id },
      query,
      ...options,
    });
  }

  listApprovals(
    query?: QueryInput<'listApprovals'>,
    options?: CallOptions,
  ): Promise<Page<PendingApproval>> {
    return this.#body('listApprovals', { query, ...options });
  }

  countApprovals(options?: CallOptions): Promise<ApprovalCount> {
    return this.#body('countApprovals', options);
  }

  listAudit(
    query?: QueryInput<'listAudit'>,
    options?: CallOptions,
  ): Promise<Page<AuditEntry>> {
    return this.#body('listAudit', { query, ...options });
  }

  listDecisions(
    query?: QueryInput<'listDecisions'>,
    options?: CallOptions,
  ): Promise<Page<Decision>> {
    return this.#body('listDecisions', { query, ...options });
  }

  listDrift(
    query?: QueryInput<'listDrift'>,
    options?: CallOptions,
  ): Promise<Page<Drift>> {
    return this.#body('listDrift', { query, ...options });
  }

  listJobs(
    query?: QueryInput<'listJobs'>,
    options?: CallOptions,
  ): Promise<Page<Job>> {
    return this.#body('listJobs', { query, ...options });
  }

  getJob(jobId: string, options?: CallOptions): Promise<Job> {
    return this.#body('getJob', { params: { jobId }, ...options });
  }

  listJobLogs(
    jobId: string,
    query?: QueryInput<'listJobLogs'>,
    options?: CallOptions,
  ): Promise<Page<JobLogEntry>> {
    return this.#body('listJobLogs', { params: { jobId }, query, ...options });
  }

  replayJob(jobId: string, options?: CallOptions): Promise<Job> {
    return this.#body('replayJob', { params: { jobId }, ...options });
  }

  /** Runs dead or cancelled jobs again, up to a limit; `left` says how many a further call would. */
  replayJobs(
    body: ReplayJobsBody,
    options?: CallOptions,
  ): Promise<ReplayedJobs> {
    return this.#body('replayJobs', { body, ...options });
  }

  cancelJob(jobId: string, options?: CallOptions): Promise<Job> {
    return this.#body('cancelJob', { params: { jobId }, ...options });
  }

  getWorkQueue(options?: CallOptions): Promise<WorkQueue> {
    return this.#body('getWorkQueue', options);
  }

  listPublishLanes(options?: CallOptions): Promise<{ items: PublishLane[] }> {
    return this.#body('listPublishLanes', options);
  }

  /** What a lane holds, in the order in which it is published. */
  listLanePublications(
    repository: string,
    query?: QueryInput<'listLanePublications'>,
    options?: CallOptions,
  ): Promise<{ items: LanePublication[] }> {
    return this.#body('listLanePublications', {
      params: { repository },
      query,
      ...options,
    });
  }

  listPauses(options?: CallOptions): Promise<{ items: HeldPause[] }> {
    return this.#body('listPauses', options);
  }

  /** Pauses a kind, a team or a target; one that is paused already gets the new reason. */
  pauseJobs(body: PauseBody, options?: CallOptions): Promise<Pause> {
    return this.#body('pauseJobs', { body, ...options });
  }

  /** Ends a pause. */
  resumeJobs(
    { scope, name }: Pick<Pause, 'scope' | 'name'>,
    options?: CallOptions,
  ): Promise<Pause> {
    return this.#body('resumeJobs', { params: { scope, name }, ...options });
  }

  listDescriptors(
    query?: QueryInput<'listDescriptors'>,
    options?: CallOptions,
  ): Promise<DescriptorPage> {
    return this.#body('listDescriptors', { query, ...options });
  }

  listTargets(options?: CallOptions): Promise<{ items: Target[] }> {
    return this.#body('listTargets', options);
  }

  getTargetManifests(
    name: string,
    options?: CallOptions,
  ): Promise<TargetManifests> {
    return this.#body('getTargetManifests', { params: { name }, ...options });
  }

  getHealth(options?: CallOptions): Promise<Health> {
    return this.#body('getHealth', options);
  }

  async #body<N extends RouteName>(
    name: N,
    ...args: CallArguments<N>
  ): Promise<ResponseBody<N>> {
    return (await this.call(name, ...args)).body;
  }
}
