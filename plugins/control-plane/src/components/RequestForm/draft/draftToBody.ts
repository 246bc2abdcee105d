import { CreateRequestBody } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { labelsOf } from './labelsOf';
import { RequestDraft } from './RequestDraft';
import { sourceOf } from './sourceOf';

/** What a draft asks for, without what was left empty; `checkDraft` says whether the API would take it. */
export function draftToBody(draft: RequestDraft): CreateRequestBody {
  const { leaseHours } = draft;
  // What travels is JSON: a member that is set to nothing is no member.
  const parameters: NonNullable<CreateRequestBody['parameters']> = JSON.parse(
    JSON.stringify(draft.parameters),
  );
  const source = sourceOf(draft.source);
  const labels = labelsOf(draft.labels);
  const owner = draft.owner.trim();
  const reason = draft.reason.trim();
  return {
    class: draft.class,
    team: draft.team.trim(),
    app: draft.app.trim(),
    region: draft.region,
    ...(leaseHours === undefined ? {} : { leaseHours }),
    ...(owner ? { owner } : {}),
    ...(source ? { source } : {}),
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(reason ? { reason } : {}),
  };
}
