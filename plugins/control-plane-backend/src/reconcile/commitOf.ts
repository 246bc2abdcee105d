import {
  TRAILER_APPROVED_BY,
  TRAILER_GENERATION,
  TRAILER_PLAN_DIGEST,
  TRAILER_REQUEST,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Publication } from '../domain/publication/Publication';
import { Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { PublishOperation } from '../publishers/Publisher';

/** Git shows this much of a subject everywhere. */
const MAX_SUBJECT = 72;

function subjectOf(
  request: Request,
  revision: Revision,
  purpose: Publication['purpose'],
): string {
  const what = `${request.app} (${request.class.name}, ${request.region})`;
  const subject = {
    publish: revision.action === 'create' ? `Create ${what}` : `Update ${what}`,
    remove: `Remove ${what}`,
    repair: `Repair ${what}`,
  }[purpose];
  return subject.length <= MAX_SUBJECT
    ? subject
    : `${subject.slice(0, MAX_SUBJECT - 1)}…`;
}

/** As a quotation, so that no line of it can be taken for a trailer of ours, wherever somebody searches a log for those. */
function quoted(reason: string): string {
  return reason
    .trim()
    .split('\n')
    .map(line => `> ${line}`.trimEnd())
    .join('\n');
}

/** Message and trailers of the commit that publishes a revision: whoever reads the log can tell what it is and who allowed it. */
export function commitOf(options: {
  request: Request;
  revision: Revision;
  publication: Publication;
  approvedBy: readonly string[];
}): Pick<PublishOperation, 'subject' | 'body' | 'trailers'> {
  const { request, revision, publication, approvedBy } = options;
  return {
    subject: subjectOf(request, revision, publication.purpose),
    ...(revision.reason.trim() ? { body: quoted(revision.reason) } : {}),
    trailers: [
      { key: TRAILER_REQUEST, value: request.id },
      { key: TRAILER_GENERATION, value: String(revision.generation) },
      { key: TRAILER_PLAN_DIGEST, value: revision.planDigest },
      ...approvedBy.map(value => ({ key: TRAILER_APPROVED_BY, value })),
    ],
  };
}
