import { IndexableDocument } from '@backstage/plugin-search-common';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A request as search keeps it. */
export interface RequestDocument extends IndexableDocument {
  phase: string;
  team: string;
  app: string;
  class: string;
  region: string;
}

/** Everything by which people look for a request: names, people, namespaces, labels, and where its source lives. */
export function requestToDocument(
  request: EnvironmentRequest,
): RequestDocument {
  const { id, phase, team, app, region, owner, requester } = request;
  const labels = Object.entries(request.labels).map(
    ([key, value]) => `${key}: ${value}`,
  );
  return {
    title: `${app} (${request.class.name}, ${region})`,
    text: [
      `Request ${id} of team ${team}, ${phase.replaceAll('_', ' ')}`,
      `owner ${owner}`,
      `asked for by ${requester}`,
      ...request.namespaces,
      ...labels,
      ...(request.source
        ? [`${request.source.url} ${request.source.ref}`]
        : []),
    ].join('; '),
    location: `/control-plane/requests/${id}`,
    authorization: { resourceRef: id },
    phase,
    team,
    app,
    class: request.class.name,
    region,
  };
}
