import {
  Drift,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { hexOf } from './digestOf';
import { hoursAgo } from './times';

/** An edit that is still there, and one that is mended. */
export function driftOf(request: EnvironmentRequest): Drift[] {
  const edit = {
    requestId: request.id,
    author: 'Sam Rivera',
    authorEmail: 'sam.rivera@example.com',
  };
  return [
    {
      ...edit,
      path: `${request.path}/resourcequota.yaml`,
      change: 'modified',
      commit: hexOf(`edit of ${request.id}`, 40),
      since: hoursAgo(6),
      subject: 'Raise the memory while we look for the leak',
      detectedAt: hoursAgo(5.95),
    },
    {
      ...edit,
      path: `${request.path}/networkpolicy.yaml`,
      change: 'removed',
      commit: hexOf(`older edit of ${request.id}`, 40),
      since: hoursAgo(60),
      subject: 'Open the network for a test',
      detectedAt: hoursAgo(59.9),
      resolvedAt: hoursAgo(58),
      resolution: 'reverted',
    },
  ];
}
