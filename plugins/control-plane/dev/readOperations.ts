import {
  PendingApproval,
  REQUEST_PHASES,
  WorkQueue,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ControlPlaneApi } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { problemError } from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { actionsOn } from './actionsOn';
import { classes } from './data/classes';
import {
  caller,
  health,
  lanePublications,
  publishLanes,
  targetManifestsOf,
  targets,
} from './data/installation';
import { diffManifests } from './data/manifestsOf';
import { now } from './data/times';
import { DevControlPlane } from './DevControlPlane';
import { matchesFilter, pageOf } from './listings';
import { pauseOperations } from './pauseOperations';
import { filesOf, planOf } from './planOf';
import { timelineOf } from './timelineOf';

/** Everything that pages ask for without changing anything. */
export function readOperations(
  plane: DevControlPlane,
): Partial<ControlPlaneApi> {
  return {
    getCaller: async () => caller,
    ...classOperations,
    ...requestOperations(plane),
    ...revisionOperations(plane),
    ...approvalOperations(plane),
    ...operatorOperations(plane),
    ...pauseOperations(),
  };
}

const classOperations: Partial<ControlPlaneApi> = {
  listClasses: async () => ({ items: [...classes] }),
  getClass: async name => {
    const found = classes.find(each => each.name === name);
    if (!found) {
      throw await problemError(404, { detail: `There is no class ${name}` });
    }
    return found;
  },
};

function requestOperations(plane: DevControlPlane): Partial<ControlPlaneApi> {
  return {
    listRequests: async query => {
      const found = plane
        .records()
        .map(({ request }) => request)
        .filter(request => matchesFilter(request, query));
      return pageOf(query?.order === 'asc' ? found.reverse() : found, query);
    },
    countRequests: async () => ({
      phases: REQUEST_PHASES.map(phase => ({
        phase,
        count: plane.records().filter(({ request }) => request.phase === phase)
          .length,
      })),
    }),
    getRequest: async id => {
      const { request } = await plane.record(id);
      return { request, etag: `"${request.version}"` };
    },
    listRequestJobs: async (id, query) => {
      const { jobs } = await plane.record(id);
      return pageOf(
        jobs.map(({ job }) => job),
        query,
      );
    },
    listRequestDrift: async (id, query) =>
      pageOf((await plane.record(id)).drift, query),
    listDrift: async (query = {}) =>
      pageOf(
        plane
          .records()
          .filter(({ request }) => matchesFilter(request, query))
          .flatMap(({ drift }) => drift)
          .filter(({ resolvedAt }) => query.all || !resolvedAt),
        query,
      ),
    listRequestAudit: async (id, query) =>
      pageOf((await plane.record(id)).audit, query),
    listRequestActions: async id => ({
      items: actionsOn((await plane.record(id)).request),
    }),
  };
}

function revisionOperations(plane: DevControlPlane): Partial<ControlPlaneApi> {
  const filesAt = async (id: string, generation: number) =>
    filesOf(
      (await plane.record(id)).request,
      await plane.revision(id, generation),
    );
  return {
    listRevisions: async (id, query) =>
      pageOf((await plane.record(id)).revisions.toReversed(), query),
    getRevision: (id, generation) => plane.revision(id, generation),
    getPlan: async (id, generation) =>
      planOf(
        (await plane.record(id)).request,
        await plane.revision(id, generation),
      ),
    getManifests: async (id, generation) => ({
      items: await filesAt(id, generation),
    }),
    diffRevisions: async (id, { from = 0, to }) => ({
      from,
      to,
      files: diffManifests(
        from === 0 ? [] : await filesAt(id, from),
        await filesAt(id, to),
      ),
    }),
    getTimeline: async (id, generation) =>
      timelineOf(
        (await plane.record(id)).request,
        await plane.revision(id, generation),
      ),
  };
}

function approvalOperations(plane: DevControlPlane): Partial<ControlPlaneApi> {
  const pending = (): PendingApproval[] =>
    plane.records().flatMap(({ request, revisions }) =>
      revisions
        .filter(({ state }) => state === 'pending_approval')
        .map(revision => ({
          request,
          revision,
          ...(revision.requestedBy === caller.subject
            ? { mayDecide: false, reason: 'You asked for it yourself' }
            : { mayDecide: true }),
        })),
    );
  return {
    listApprovals: async (query = {}) =>
      pageOf(
        pending()
          .filter(({ request }) => matchesFilter(request, query))
          .filter(({ mayDecide }) => mayDecide || query.scope === 'visible')
          .filter(
            ({ request }) => (query.requestId ?? request.id) === request.id,
          )
          .reverse(),
        query,
      ),
    listDecisions: async (query = {}) =>
      pageOf(
        plane
          .records()
          .filter(({ request }) => matchesFilter(request, query))
          .filter(
            ({ request }) => (query.requestId ?? request.id) === request.id,
          )
          .flatMap(({ request: { team, app }, revisions }) =>
            revisions.flatMap(({ requestId, action, approvals }) =>
              approvals.map(approval => ({
                ...approval,
                requestId,
                team,
                app,
                action,
              })),
            ),
          )
          .sort((one, other) => other.decidedAt.localeCompare(one.decidedAt)),
        query,
      ),
    countApprovals: async () => ({
      decidable: pending().filter(({ mayDecide }) => mayDecide).length,
    }),
  };
}

function operatorOperations(plane: DevControlPlane): Partial<ControlPlaneApi> {
  const jobs = () => plane.records().flatMap(record => record.jobs);
  return {
    getHealth: async () => health(),
    listTargets: async () => ({ items: [...targets] }),
    getTargetManifests: async name => {
      const found = targets.find(target => target.name === name);
      if (!found) {
        throw await problemError(404, { detail: `There is no target ${name}` });
      }
      return targetManifestsOf(found);
    },
    listPublishLanes: async () => ({ items: publishLanes() }),
    listLanePublications: async () => ({ items: lanePublications() }),
    getWorkQueue: async () => workQueueOf(jobs().map(({ job }) => job)),
    listJobs: async (query = {}) =>
      pageOf(
        jobs()
          .map(({ job }) => job)
          .filter(job => (query.state ?? job.state) === job.state)
          .filter(job => (query.kind ?? job.kind) === job.kind)
          .filter(job => (query.team ?? job.team) === job.team)
          .filter(job => (query.target ?? job.target) === job.target),
        query,
      ),
    getJob: async jobId => (await plane.job(jobId)).found.job,
    listJobLogs: async (jobId, query) =>
      pageOf((await plane.job(jobId)).found.logs, query),
    listAudit: async (query = {}) =>
      pageOf(
        plane
          .records()
          .flatMap(({ audit }) => audit)
          .filter(entry => entry.actor.includes(query.actor ?? ''))
          .filter(entry => entry.action.includes(query.action ?? ''))
          .filter(
            entry => (query.requestId ?? entry.requestId) === entry.requestId,
          )
          .sort((one, other) => other.at.localeCompare(one.at)),
        query,
      ),
  };
}

function workQueueOf(
  jobs: readonly { kind: string; state: string; team: string }[],
): WorkQueue {
  const count = (state: string) =>
    jobs.filter(job => job.state === state).length;
  return {
    observedAt: now(),
    kinds: [
      {
        kind: 'reconcile',
        due: count('ready'),
        paused: 0,
        delayed: 0,
        running: count('leased'),
        dead: count('dead'),
      },
    ],
    teams: [...new Set(jobs.map(({ team }) => team))].map(team => ({
      team,
      waiting: jobs.filter(job => job.team === team && job.state === 'ready')
        .length,
      running: jobs.filter(job => job.team === team && job.state === 'leased')
        .length,
    })),
  };
}
