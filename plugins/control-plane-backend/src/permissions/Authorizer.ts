import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_REQUEST } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessFacts,
  Caller,
  RequestScope,
  Role,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { RequestFacts } from '../domain/request/Request';
import { FilterExpression } from '../domain/request/RequestFilter';

export type RequestPermission = ResourcePermission<
  typeof RESOURCE_TYPE_REQUEST
>;

/** What a look-up of a request found: facts, or undefined when there is no such request. */
export interface FoundRequest {
  id: string;
  facts: RequestFacts | undefined;
}

export type AccessVerdict =
  | { type: 'allowed' }
  | { type: 'denied'; reason: string };

/** What one caller may do, from one question to the permission framework; judges without asking again. */
export interface AccessJudge {
  caller: Caller;
  /** The requests that the caller may see. */
  visible: FilterExpression;
  /** The requests that the caller may see and use one of the permissions on that were asked about. */
  reach(permission: RequestPermission): FilterExpression;
  /** Whether the caller may see a request and use one of those permissions on it. */
  judge(permission: RequestPermission, facts: RequestFacts): AccessVerdict;
}

/** What a caller may do at all, so that a page offers that and nothing else. */
export interface CallerRights {
  caller: Caller;
  roles: Role[];
  /** Where the caller may ask for something new; none means nowhere. */
  create: RequestScope[];
  mayDecide: boolean;
  operations: 'none' | 'read' | 'manage';
  mayReadAudit: boolean;
}

/**
 * The one door between callers and the services.
 *
 * @remarks
 * The roles of the configuration say what is allowed, and the permission framework may take away from that, never add to it: so the rules hold
 * for services and with permissions switched off, where the framework allows everything. Whoever may not see a request may do nothing with it.
 * Each call asks the framework once; one call per use case is enough.
 */
export interface Authorizer {
  /** @throws AuthenticationError when the credentials are nobody's. */
  resolveCaller(credentials: BackstageCredentials): Promise<Caller>;

  /** What the caller may do at all. */
  rights(credentials: BackstageCredentials): Promise<CallerRights>;

  /** Judges a caller by several permissions at once; the framework is asked one question for all of them. */
  judge(
    credentials: BackstageCredentials,
    permissions: readonly RequestPermission[],
  ): Promise<AccessJudge>;

  /**
   * Lets through whoever may use a permission on some request or other, and says on which ones.
   *
   * @throws NotAllowedError naming the permission and the reason when there can be none.
   */
  requireSome(
    credentials: BackstageCredentials,
    permission: RequestPermission,
  ): Promise<FilterExpression>;

  /** The requests that the caller may see and, when a permission is given, may use it on. */
  visible(
    credentials: BackstageCredentials,
    permission?: RequestPermission,
  ): Promise<FilterExpression>;

  /** Whether the caller may see a request and use a permission on it. */
  check(
    credentials: BackstageCredentials,
    permission: RequestPermission,
    facts: RequestFacts,
  ): Promise<AccessVerdict>;

  /**
   * Lets through whoever may see the request.
   *
   * @throws NotFoundError, the same whether the request is missing or hidden.
   */
  requireVisible(
    credentials: BackstageCredentials,
    found: FoundRequest,
  ): Promise<Caller>;

  /**
   * Lets through whoever may see the request and use the permission on it.
   *
   * @throws NotFoundError, the same whether the request is missing or hidden.
   * @throws NotAllowedError naming the permission and the reason when it may be seen but no more.
   */
  require(
    credentials: BackstageCredentials,
    permission: RequestPermission,
    found: FoundRequest,
  ): Promise<Caller>;

  /**
   * Lets through whoever may ask for something new for that team, of that class, in that region.
   *
   * @throws NotAllowedError naming the permission and the reason.
   */
  requireCreate(
    credentials: BackstageCredentials,
    facts: Omit<AccessFacts, 'requester'>,
  ): Promise<Caller>;

  /**
   * Lets through whoever has a permission that is not about one request: classes and operations.
   *
   * @throws NotAllowedError naming the permission and the reason.
   */
  requireGranted(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<Caller>;
}
