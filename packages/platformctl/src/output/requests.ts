import {
  EnvironmentRequest,
  Revision,
  RevisionSummary,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { describeProgress } from '../wait/describeProgress';
import { formatDetails, formatTable } from './table';
import { formatCost, formatInstant, formatPairs, shorten } from './values';

export function formatRequests(
  requests: readonly EnvironmentRequest[],
): string {
  return formatTable(requests, [
    { title: 'ID', value: ({ id }) => id },
    { title: 'APP', value: ({ app }) => app },
    { title: 'TEAM', value: ({ team }) => team },
    { title: 'CLASS', value: request => request.class.name },
    { title: 'REGION', value: ({ region }) => region },
    { title: 'PHASE', value: ({ phase }) => phase },
    { title: 'REQUESTER', value: ({ requester }) => requester },
    { title: 'EXPIRES', value: ({ lease }) => formatInstant(lease.expiresAt) },
  ]);
}

/** One request with what a person asks first: where it stands, why, until when, and where it is. */
export function formatRequest(request: EnvironmentRequest): string {
  const { lease, published, source } = request;
  const details = formatDetails([
    ['Id', request.id],
    ['Status', describeProgress(request)],
    ['App', request.app],
    ['Team', request.team],
    ['Class', `${request.class.name} (revision ${request.class.revision})`],
    ['Region', `${request.region} on ${request.target}`],
    ['Requester', request.requester],
    ['Owner', request.owner],
    ['Generation', request.generation],
    ['Namespaces', request.namespaces.join(', ')],
    ['Path', request.path],
    [
      'Published',
      published &&
        `generation ${published.generation} as ${shorten(
          published.commit,
        )} on ${published.branch} of ${published.repository}`,
    ],
    [
      'Lease',
      lease.expiresAt
        ? `until ${formatInstant(lease.expiresAt)}, then ${lease.onExpiry}`
        : `${lease.hours} hours from publication, then ${lease.onExpiry}`,
    ],
    [
      'Source',
      source && [source.url, source.ref, source.path].join(' ').trim(),
    ],
    ['Labels', formatPairs(request.labels)],
    ['Parameters', formatPairs(request.parameters)],
    ['Cost', formatCost(request.cost)],
    [
      'Drift',
      request.driftedPaths > 0
        ? `${request.driftedPaths} paths edited by others; see 'platformctl drift list'`
        : undefined,
    ],
  ]);
  const conditions = formatTable(request.conditions, [
    { title: 'CONDITION', value: ({ type }) => type },
    { title: 'STATUS', value: ({ status }) => status },
    { title: 'REASON', value: ({ reason }) => reason },
    { title: 'MESSAGE', value: ({ message }) => message },
  ]);
  return [
    details,
    ...(request.conditions.length > 0 ? [conditions] : []),
    ...(request.openRevisions.length > 0
      ? [formatRevisions(request.openRevisions)]
      : []),
  ].join('\n');
}

export function formatRevisions(
  revisions: ReadonlyArray<RevisionSummary | Revision>,
): string {
  return formatTable(revisions, [
    { title: 'GENERATION', value: ({ generation }) => generation },
    { title: 'ACTION', value: ({ action }) => action },
    { title: 'STATE', value: ({ state }) => state },
    { title: 'REQUESTED BY', value: ({ requestedBy }) => requestedBy },
    {
      title: 'REQUESTED AT',
      value: ({ requestedAt }) => formatInstant(requestedAt),
    },
    { title: 'PLAN DIGEST', value: ({ planDigest }) => planDigest },
  ]);
}
