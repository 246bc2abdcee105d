import {
  ClassRef,
  ConditionStatus,
  ConditionType,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Kubernetes-style condition: what is known about one aspect, and of which generation. */
export interface RequestCondition {
  type: ConditionType;
  status: ConditionStatus;
  reason: string;
  message: string;
  lastTransitionTime: Date;
  observedGeneration: number;
}

/** Why the last attempt did not succeed, in words for a person. */
export interface ProgressFailure {
  reason: string;
  message: string;
  advice: string;
  retryable: boolean;
  retryAt?: Date;
}

/** Where the reconcile stands: stored between steps, so that a page can show it. */
export interface RequestProgress {
  step: string;
  message: string;
  since: Date;
  failure?: ProgressFailure;
}

export interface RequestLease {
  hours: number;
  maxHours: number;
  onExpiry: 'delete' | 'review';
  /** Database instant of the first publication's start; the lease does not run before. */
  startedAt?: Date;
  expiresAt?: Date;
  /** When the end of the lease was acted on; cleared by an extension. */
  expiryHandledAt?: Date;
  /** The end that people were warned of; another one after an extension. */
  warnedFor?: Date;
}

/** What last reached the base branch. */
export interface PublishedState {
  generation: number;
  repository: string;
  branch: string;
  commit: string;
  at: Date;
}

/** The long-lived record of one thing that a team asked for. */
export interface Request {
  id: string;
  kind: string;
  class: ClassRef;
  team: string;
  app: string;
  region: string;
  target: string;
  /** Name of the configured repository that holds it. */
  repository: string;
  /** Folder that the request owns in the repository. */
  path: string;
  namespaces: string[];
  requester: string;
  phase: RequestPhase;
  conditions: RequestCondition[];
  progress?: RequestProgress;
  /** Newest generation. */
  generation: number;
  /** Generation of the spec revision whose source, labels, parameters and price the request shows. */
  specGeneration: number;
  /** Counts every change; the ETag. */
  version: number;
  lease: RequestLease;
  published?: PublishedState;
  driftedPaths: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What access rules look at. */
export interface RequestFacts {
  team: string;
  class: string;
  region: string;
  requester: string;
  phase: RequestPhase;
}

export function factsOf(request: Request): RequestFacts {
  return {
    team: request.team,
    class: request.class.name,
    region: request.region,
    requester: request.requester,
    phase: request.phase,
  };
}
