import {
  CallerRights,
  Health,
  LanePublication,
  PublishLane,
  Target,
  TargetManifests,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { digestOf } from './digestOf';
import { hoursAgo, now } from './times';

/** Who looks at the pages: an admin who may also decide, so that every page has something to offer. */
export const caller: CallerRights = {
  subject: 'user:default/otto',
  roles: ['requester', 'approver', 'admin'],
  create: [{}],
  mayDecide: true,
  operations: 'manage',
  mayReadAudit: true,
};

const repository = {
  repository: 'gitops',
  branch: 'main',
  deliveryRepository: 'https://git.example.com/platform/gitops.git',
};

export const targets: readonly Target[] = [
  {
    ...repository,
    name: 'us-east-1',
    region: 'us-east-1',
    delivery: 'argocd',
  },
  {
    ...repository,
    name: 'us-west-2',
    region: 'us-west-2',
    delivery: 'fluxcd',
  },
];

export function targetManifestsOf(target: Target): TargetManifests {
  const kind = target.delivery === 'argocd' ? 'Application' : 'Kustomization';
  const content = `kind: ${kind}\nmetadata:\n  name: control-plane-${target.name}\n`;
  const path = `bootstrap/${target.name}/root.yaml`;
  return {
    target: target.name,
    manifests: [{ path, content, digest: digestOf(content) }],
  };
}

/** One lane that works, and what failed in it last. */
export function publishLanes(): PublishLane[] {
  return [
    {
      repository: 'gitops',
      branch: 'main',
      pending: 1,
      failing: 1,
      oldestPendingAt: hoursAgo(0.02),
      nextAttemptAt: now(),
      wait: {
        reason: 'later',
        message: 'Waits for the push budget of gitops',
      },
      pushesPerMinute: 6,
      lastPublishedAt: hoursAgo(0.4),
      lastFailure: {
        message: 'pre-receive hook declined: commits must be signed',
        advice: 'Set controlPlane.git.signing, or let the account push',
        at: hoursAgo(4.9),
      },
    },
  ];
}

/** What the lane holds: one publication that the host refused. */
export function lanePublications(): LanePublication[] {
  return [
    {
      operationId: 'op-0123456789abcdef',
      target: 'us-east-1',
      purpose: 'publish',
      state: 'pending',
      repository: 'gitops',
      branch: 'main',
      path: 'clusters/us-east-1/platform',
      attempts: 3,
      retryAt: now(),
      createdAt: hoursAgo(0.02),
      message: 'pre-receive hook declined: commits must be signed',
      advice: 'Set controlPlane.git.signing, or let the account push',
    },
  ];
}

/** One dependency that is slow, so that the page has something to say. */
export function health(): Health {
  return {
    status: 'degraded',
    checkedAt: now(),
    dependencies: [
      {
        name: 'database',
        status: 'ok',
        message: 'Answers; its clock is 4 ms ahead',
        advice: '',
        latencyMs: 2,
      },
      {
        name: 'queue',
        status: 'ok',
        message: 'Nothing waits for long',
        advice: '',
      },
      {
        name: 'catalog',
        status: 'ok',
        message: 'Answers',
        advice: '',
        latencyMs: 31,
      },
      {
        name: 'repository gitops',
        status: 'degraded',
        message: 'One publication was refused',
        advice: 'Look at the dead jobs: the host asks for signed commits',
        latencyMs: 240,
      },
    ],
  };
}
