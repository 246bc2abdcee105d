import {
  CreateRequestBody,
  EnvironmentClass,
  EnvironmentRequest,
  Revision,
  RevisionAction,
  slotOf,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ControlPlaneApi } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { problemError } from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { auditEntry } from './data/auditOf';
import { classes } from './data/classes';
import { DevRecord } from './data/DevRecord';
import { digestOf } from './data/digestOf';
import { caller } from './data/installation';
import { recordOf } from './data/recordOf';
import { now } from './data/times';
import { DevControlPlane } from './DevControlPlane';
import { planOf } from './planOf';

/** Everything that changes a request; what needs nobody takes effect some seconds later. */
export function writeOperations(
  plane: DevControlPlane,
): Partial<ControlPlaneApi> {
  return {
    ...wishes(plane),
    ...decisions(plane),
    ...jobOperations(plane),
  };
}

function wishes(plane: DevControlPlane): Partial<ControlPlaneApi> {
  return {
    planCreate: async body => {
      const { request, revision } = await newRequest(body);
      return planOf(request, revision);
    },
    createRequest: async body => {
      const { record, revision } = await newRequest(body);
      const kept = plane.propose({ ...record, revisions: [] }, revision);
      return { ...tagged(kept), created: true };
    },
    planChange: async (id, body) => {
      const record = await plane.record(id);
      return planOf(
        record.request,
        nextRevision(record, { action: 'update', ...changesOf(body) }),
      );
    },
    changeRequest: async (id, body, { etag }) => {
      const record = await plane.record(id);
      if (etag !== tagged(record).etag) {
        throw await problemError(412, { detail: 'Somebody else changed it' });
      }
      const revision = nextRevision(record, {
        action: 'update',
        ...changesOf(body),
      });
      return tagged(plane.propose(record, revision));
    },
    extendRequest: async (id, { hours, reason }) => {
      const record = await plane.record(id);
      const revision = nextRevision(record, {
        action: 'extend',
        leaseHours: hours,
        reason,
      });
      return plane.propose(record, revision).request;
    },
    deleteRequest: async (id, options) => {
      const record = await plane.record(id);
      const revision = nextRevision(record, {
        action: 'delete',
        reason: options?.reason,
      });
      return plane.propose(record, revision).request;
    },
  };
}

function decisions(plane: DevControlPlane): Partial<ControlPlaneApi> {
  const settle = async (
    id: string,
    end: {
      generation: number;
      planDigest?: string;
      comment?: string;
      state: 'approved' | 'rejected' | 'withdrawn';
    },
  ): Promise<EnvironmentRequest> => {
    const record = await plane.record(id);
    const revision = await plane.revision(id, end.generation);
    if (
      revision.state !== 'pending_approval' ||
      (end.planDigest ?? revision.planDigest) !== revision.planDigest
    ) {
      const detail = `Revision ${end.generation} is ${revision.state}`;
      throw await problemError(409, { detail });
    }
    const kept = plane.put(ended(record, revision, end));
    return end.state === 'approved'
      ? plane.publish(kept, revision).request
      : kept.request;
  };
  return {
    approveRequest: (id, body) => settle(id, { ...body, state: 'approved' }),
    rejectRequest: (id, body) => settle(id, { ...body, state: 'rejected' }),
    withdrawRequest: (id, body) => settle(id, { ...body, state: 'withdrawn' }),
  };
}

function jobOperations(plane: DevControlPlane): Partial<ControlPlaneApi> {
  const restart = (record: DevRecord, jobId: string) => {
    const revision = record.revisions.at(-1);
    const jobs = record.jobs.map(each =>
      each.job.id === jobId
        ? {
            ...each,
            job: { ...each.job, state: 'leased' as const, attempt: 1 },
          }
        : each,
    );
    const kept = plane.put({ ...record, jobs });
    if (revision) {
      plane.publish(kept, revision);
    }
  };
  return {
    reconcileRequest: async id => {
      const record = await plane.record(id);
      const [first] = record.jobs;
      if (!first) {
        throw await problemError(409, { detail: 'It was never published' });
      }
      restart(record, first.job.id);
      return (await plane.job(first.job.id)).found.job;
    },
    replayJob: async jobId => {
      restart((await plane.job(jobId)).record, jobId);
      return (await plane.job(jobId)).found.job;
    },
    replayJobs: async ({ kind, team, target }) => {
      const dead = plane
        .records()
        .flatMap(record => record.jobs.map(({ job }) => ({ record, job })))
        .filter(({ job }) => job.state === 'dead')
        .filter(({ job }) => (kind ?? job.kind) === job.kind)
        .filter(({ job }) => (team ?? job.team) === job.team)
        .filter(({ job }) => (target ?? job.target) === job.target);
      dead.forEach(({ record, job }) => restart(record, job.id));
      return { replayed: dead.length, left: 0, superseded: 0 };
    },
    cancelJob: async jobId => {
      const { record, found } = await plane.job(jobId);
      const job = { ...found.job, state: 'cancelled' as const };
      const jobs = record.jobs.map(each =>
        each.job.id === jobId ? { ...each, job } : each,
      );
      plane.put({ ...record, jobs });
      return job;
    },
  };
}

function ended(
  record: DevRecord,
  revision: Revision,
  end: {
    comment?: string;
    state: 'approved' | 'rejected' | 'withdrawn';
  },
): DevRecord {
  const { state, comment = '' } = end;
  const at = now();
  const { generation, planDigest } = revision;
  const decision = state === 'approved' ? 'approve' : 'reject';
  const settled: Revision = {
    ...revision,
    state,
    approvals:
      state === 'withdrawn'
        ? revision.approvals
        : [
            ...revision.approvals,
            {
              id: `approval-${generation}`,
              generation,
              decision,
              decidedBy: caller.subject,
              planDigest,
              comment,
              decidedAt: at,
            },
          ],
    ...(state === 'approved' ? {} : { endedAt: at, endedReason: comment }),
  };
  const isFirst = revision.action === 'create';
  const phase = isFirst && state !== 'approved' ? state : record.request.phase;
  return {
    ...record,
    request: { ...record.request, phase },
    revisions: record.revisions.map(each =>
      each.generation === generation ? settled : each,
    ),
    audit: [
      auditEntry(record.request.id, {
        at,
        actor: caller.subject,
        action: `revision.${state}`,
        generation,
        after: planDigest,
        details: comment ? { comment } : {},
      }),
      ...record.audit,
    ],
  };
}

async function newRequest(body: CreateRequestBody) {
  const found = await classOf(body.class);
  const needsPerson = found.approval.requiredFor.includes('create');
  const record = recordOf(
    {
      class: found.name,
      team: nameOf(body.team),
      app: nameOf(body.app),
      region: body.region,
      requester: nameOf(caller.subject),
      phase: needsPerson ? 'pending_approval' : 'approved',
      ageHours: 0,
      leaseHours: body.leaseHours,
      reason: body.reason ?? '',
    },
    found,
  );
  const [first] = record.revisions;
  if (!first) {
    throw new Error('Expected a first revision of a new request');
  }
  const { source, labels = {}, parameters = {} } = body;
  const revision = { ...first, source, labels, parameters };
  const request = { ...record.request, source, labels, parameters };
  return { record: { ...record, request }, request, revision };
}

async function classOf(name: string): Promise<EnvironmentClass> {
  const found = classes.find(each => each.name === name);
  if (!found) {
    throw await problemError(400, {
      errors: [{ field: 'class', expected: 'the name of a class', got: name }],
    });
  }
  return found;
}

function nextRevision(
  record: DevRecord,
  change: { action: RevisionAction } & Partial<Revision>,
): Revision {
  const { request, revisions } = record;
  const generation = revisions.length + 1;
  const { action, reason } = change;
  const last = revisions.at(-1);
  if (!last) {
    throw new Error(`Expected a revision of ${request.id}`);
  }
  const needsPerson = classes
    .find(({ name }) => name === request.class.name)
    ?.approval.requiredFor.includes(action);
  return {
    ...last,
    ...change,
    generation,
    slot: slotOf(action),
    state: needsPerson ? 'pending_approval' : 'approved',
    reason: reason ?? '',
    planDigest: digestOf(JSON.stringify([request.id, generation, change])),
    requestedBy: caller.subject,
    requestedAt: now(),
    approvalRule: `class-${request.class.name}-${action}`,
    approvals: [],
    effectiveAt: undefined,
  };
}

function changesOf(
  body: Parameters<ControlPlaneApi['planChange']>[1],
): Partial<Revision> {
  const { source, labels, parameters, reason } = body;
  return {
    ...(source ? { source } : {}),
    ...(labels ? { labels } : {}),
    ...(parameters ? { parameters } : {}),
    reason,
  };
}

function tagged({ request }: DevRecord) {
  return { request, etag: `"${request.version}"` };
}

function nameOf(refOrName: string): string {
  return refOrName.slice(refOrName.lastIndexOf('/') + 1);
}
