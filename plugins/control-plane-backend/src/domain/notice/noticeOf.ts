import { RevisionAction } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { OutboxEntry } from '../outbox/OutboxEntry';
import { Request } from '../request/Request';
import { Approval, Revision } from '../revision/Revision';
import { Notice } from './Notice';

/** What a notice is made of, as it is when people are told. */
export interface NoticeFacts {
  request: Request;
  /** The revision that the entry names or, where it names none, the one that the request shows. */
  revision: Revision;
  /** Decisions on that revision. */
  approvals: readonly Approval[];
  /** Whose work a yes to the revision would put in force. */
  editors: readonly string[];
  /** Users and groups that may decide, or else those who have to find somebody. */
  approvers: readonly string[];
}

const ASKED: Readonly<Record<RevisionAction, string>> = {
  create: 'a new environment',
  update: 'a change',
  extend: 'a longer lease',
  delete: 'the teardown',
};

/** How many of the edited files are named. */
const NAMED_PATHS = 3;

/**
 * What people are told of an entry, or undefined when it is no news any more.
 *
 * @remarks
 * It is judged by how things are now, not by how they were when the entry was made: entries may come late, twice and in another order,
 * and a notice replaces the one before about the same request and topic.
 */
export function noticeOf(
  entry: Pick<OutboxEntry, 'kind' | 'payload'>,
  facts: NoticeFacts,
): Notice | undefined {
  switch (entry.kind) {
    case 'approval_wanted':
      return approvalWanted(facts);
    case 'decision_taken':
      return decisionTaken(facts);
    case 'request_changed':
      return progressMade(entry.payload.became, facts);
    case 'lease_expiring':
      return leaseExpiring(facts);
    case 'lease_expired':
      return leaseExpired(facts);
    case 'drift_found':
      return driftFound(entry.payload.paths, facts);
    default: {
      const unreachable: never = entry.kind;
      throw new Error(`Unknown kind ${unreachable}`);
    }
  }
}

function approvalWanted(facts: NoticeFacts): Notice | undefined {
  const { request, revision, approvers, editors } = facts;
  if (revision.state !== 'pending_approval') {
    return undefined;
  }
  const { monthly, currency } = revision.cost;
  return {
    topic: 'approval',
    severity: 'normal',
    title: `Approval wanted: ${ASKED[revision.action]}, ${nameOf(request)}`,
    description: sentences(
      `${personOf(revision.requestedBy)} of team ${request.team} asks for it`,
      revision.reason && `Reason: ${revision.reason}`,
      `${monthly} ${currency} a month`,
    ),
    link: `/control-plane/approvals/${request.id}/${revision.generation}`,
    to: [...approvers],
    except: [revision.requestedBy, ...editors],
  };
}

function decisionTaken(facts: NoticeFacts): Notice | undefined {
  const { request, revision, approvals } = facts;
  const decision = approvals.at(-1);
  if (!decision) {
    return undefined;
  }
  const who = personOf(decision.decidedBy);
  const words = decision.comment ? `: “${decision.comment}”` : '';
  const asked = `${ASKED[revision.action]}, ${nameOf(request)}`;
  const shared = {
    topic: 'decision' as const,
    link: requestLink(request, '?tab=approvals'),
    to: [revision.requestedBy, ...concerned(facts)],
    except: [decision.decidedBy],
  };
  return decision.decision === 'approve'
    ? {
        ...shared,
        severity: 'normal',
        title: `Approved: ${asked}`,
        description: sentences(`${who} approved it${words}`),
      }
    : {
        ...shared,
        severity: 'high',
        title: `Rejected: ${asked}`,
        description: sentences(`${who} rejected it${words}`),
      };
}

function progressMade(became: unknown, facts: NoticeFacts): Notice | undefined {
  const { request } = facts;
  if (became !== request.phase) {
    return undefined;
  }
  const to = concerned(facts);
  if (request.phase === 'ready' && request.published) {
    const { generation, branch } = request.published;
    return {
      topic: 'progress',
      severity: 'normal',
      title: `Ready: ${nameOf(request)}`,
      description: sentences(
        `Generation ${generation} is published on ${branch}; nothing observes the cluster`,
        request.lease.expiresAt &&
          `The lease ends ${instantOf(request.lease.expiresAt)}`,
      ),
      link: requestLink(request),
      to,
      except: [],
    };
  }
  const failure = request.progress?.failure;
  return request.phase === 'failed' && failure
    ? {
        topic: 'progress',
        severity: 'high',
        title: `Failed: ${nameOf(request)}`,
        description: sentences(failure.message, failure.advice),
        link: requestLink(request, '?tab=jobs'),
        to,
        except: [],
      }
    : undefined;
}

function leaseExpiring(facts: NoticeFacts): Notice | undefined {
  const { request } = facts;
  const { expiresAt, expiryHandledAt, onExpiry } = request.lease;
  if (!expiresAt || expiryHandledAt || isOver(request)) {
    return undefined;
  }
  return {
    topic: 'lease',
    severity: onExpiry === 'delete' ? 'high' : 'normal',
    title: `The lease ends soon: ${nameOf(request)}`,
    description: sentences(
      `It ends ${instantOf(expiresAt)}`,
      onExpiry === 'delete'
        ? 'Extend it, or everything of it is removed then'
        : 'Extend it, or ask for the teardown: by itself nothing is removed',
    ),
    link: requestLink(request, '?do=extend'),
    to: concerned(facts),
    except: [],
  };
}

function leaseExpired(facts: NoticeFacts): Notice | undefined {
  const { request, approvers } = facts;
  if (request.lease.onExpiry === 'delete') {
    return {
      topic: 'lease',
      severity: 'normal',
      title: `The lease has ended: ${nameOf(request)}`,
      description: 'Everything of it is being removed.',
      link: requestLink(request),
      to: concerned(facts),
      except: [],
    };
  }
  // An extension may have come first.
  return request.lease.expiryHandledAt && !isOver(request)
    ? {
        topic: 'lease',
        severity: 'high',
        title: `The lease has ended: ${nameOf(request)}`,
        description:
          'Nothing was removed. Extend the lease or ask for the teardown.',
        link: requestLink(request, '?do=extend'),
        to: [...concerned(facts), ...approvers],
        except: [],
      }
    : undefined;
}

function driftFound(paths: unknown, facts: NoticeFacts): Notice | undefined {
  const { request } = facts;
  if (request.driftedPaths === 0) {
    return undefined;
  }
  const files = (Array.isArray(paths) ? paths : [])
    .map(String)
    .map(path =>
      path.startsWith(`${request.path}/`)
        ? path.slice(request.path.length + 1)
        : path,
    );
  const more = files.length - NAMED_PATHS;
  return {
    topic: 'drift',
    severity: 'high',
    title: `Edited in Git by somebody else: ${nameOf(request)}`,
    description: sentences(
      `${files.slice(0, NAMED_PATHS).join(', ')}${
        more > 0 ? ` and ${more} more` : ''
      }`,
      'Look at who changed what, and ask for a reconcile to put it back',
    ),
    link: requestLink(request, '?tab=drift'),
    to: concerned(facts),
    except: [],
  };
}

/** Who asked and who is asked about it. */
function concerned({ request, revision }: NoticeFacts): string[] {
  return [request.requester, revision.owner];
}

/** Whether the request is being torn down or has ended. */
function isOver({ phase }: Request): boolean {
  return ['deleting', 'deleted', 'rejected', 'withdrawn'].includes(phase);
}

function nameOf(request: Request): string {
  return `${request.app} (${request.class.name}, ${request.region})`;
}

function requestLink(request: Request, focus = ''): string {
  return `/control-plane/requests/${request.id}${focus}`;
}

/** `user:default/remy` → `remy`; whoever else it is keeps the whole name. */
function personOf(ref: string): string {
  return ref.replace(/^(?:user|group):default\//, '');
}

/** To the minute and in UTC: the text is the same for everybody, wherever they read it. */
function instantOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function sentences(...parts: Array<string | undefined>): string {
  return parts
    .filter((part): part is string => Boolean(part))
    .map(part => (/[.!?…”]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
