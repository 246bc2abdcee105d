import {
  ExtraManifest,
  RequestPhase,
  Source,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';
import { ObservedJob } from '../domain/job/jobWait';
import { Request } from '../domain/request/Request';
import { FilterExpression } from '../domain/request/RequestFilter';
import { Revision } from '../domain/revision/Revision';
import { RequestQuery } from '../store/RequestStore';
import { CallContext } from './CallContext';
import { RevisionPlan } from './RevisionPlan';

/** A request as one reads it: the record, the spec revision that it shows, and what is open. */
export interface RequestView {
  request: Request;
  spec: Revision;
  open: Revision[];
}

/** What a caller asks for; names are bare and checked for their form, not yet for their existence. */
export interface NewRequest {
  class: string;
  team: string;
  app: string;
  region: string;
  leaseHours?: number;
  /** Full entity reference. */
  owner?: string;
  source?: Source;
  labels: Record<string, string>;
  parameters: JsonObject;
  extraManifests?: ExtraManifest[];
  reason: string;
}

/** What is to be different; absent members stay as they are, a `null` source ends it. */
export interface RequestChange {
  source?: Source | null;
  owner?: string;
  labels?: Record<string, string>;
  parameters?: JsonObject;
  extraManifests?: ExtraManifest[];
  toCurrentClass: boolean;
  reason: string;
}

export type CreateResult = {
  /** `repeated`: the same key and body made it before. */
  type: 'created' | 'repeated';
  view: RequestView;
  idempotencyKey: string;
};

export type RequestListQuery = Omit<RequestQuery, 'visible'> & Visibility;

/** Set by the decorator that checks rights; everything is visible without it. */
export interface Visibility {
  visible?: FilterExpression;
}

/** The use cases around a request. Every change of it is a revision. */
export interface RequestService {
  /**
   * Stores a request, its first revision, its job and its records in one transaction.
   *
   * @throws InvalidFieldsError for fields that are wrong; ConflictError when the key came with another body before.
   */
  create(
    input: NewRequest,
    context: CallContext & { idempotencyKey?: string },
  ): Promise<CreateResult>;
  /** What the same call to `create` would make; stores nothing. */
  planCreate(
    input: NewRequest,
    context: CallContext & { idempotencyKey?: string },
  ): Promise<{ plan: RevisionPlan; idempotencyKey: string }>;
  get(id: string, context: CallContext): Promise<RequestView>;
  list(
    query: RequestListQuery,
    context: CallContext,
  ): Promise<{ items: RequestView[]; hasMore: boolean }>;
  count(
    scope: Visibility,
    context: CallContext,
  ): Promise<Array<{ phase: RequestPhase; count: number }>>;
  /** @throws PreconditionFailedError when the request is no longer at `version`. */
  change(
    id: string,
    change: RequestChange & { version: number },
    context: CallContext,
  ): Promise<RequestView>;
  planChange(
    id: string,
    change: RequestChange,
    context: CallContext,
  ): Promise<RevisionPlan>;
  /** Asks for a longer lease; the same key and body ask once. */
  extend(
    id: string,
    extension: { hours: number; reason: string },
    context: CallContext & { idempotencyKey?: string },
  ): Promise<RequestView>;
  /** Asks for the teardown; asking again while one's own wish waits is the same wish. */
  remove(
    id: string,
    removal: { reason: string },
    context: CallContext,
  ): Promise<RequestView>;
  reconcile(id: string, context: CallContext): Promise<ObservedJob>;
}
