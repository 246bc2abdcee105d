import { CommitLinks } from '../../services/CommitLinks';
import { InboxService } from '../../services/InboxService';
import {
  decodeRevisionCursor,
  revisionPosition,
} from '../parse/revisionCursor';
import { presentPage } from '../present/presentPage';
import { presentRequest } from '../present/presentRequest';
import { presentRevision } from '../present/presentRevision';
import { RouteHandlers } from '../RouteHandlers';

const DEFAULT_LIMIT = 50;

export function inboxRoutes(
  inbox: InboxService,
  links: CommitLinks,
): Pick<RouteHandlers, 'listApprovals' | 'countApprovals'> {
  return {
    listApprovals: async ({ query, context }) => ({
      status: 200,
      body: presentPage(
        await inbox.list(
          {
            scope: query.scope ?? 'decidable',
            team: query.team,
            app: query.app,
            requestId: query.requestId,
            after: decodeRevisionCursor(query.cursor, 'approvals'),
            limit: query.limit ?? DEFAULT_LIMIT,
          },
          context,
        ),
        {
          order: 'approvals',
          position: ({ revision }) => revisionPosition(revision),
          present: ({ view, revision, mayDecide, reason }) => ({
            request: presentRequest(view, links),
            // Nobody has decided on a revision that waits.
            revision: presentRevision({ revision, approvals: [] }),
            mayDecide,
            reason,
          }),
        },
      ),
    }),
    countApprovals: async ({ context }) => ({
      status: 200,
      body: { decidable: await inbox.countDecidable(context) },
    }),
  };
}
