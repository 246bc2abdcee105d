import { Revision } from '../domain/revision/Revision';
import { CallContext } from './CallContext';
import { PageOf } from './HistoryService';
import { RequestView } from './RequestService';

/** A revision that waits for a person. */
export interface PendingApprovalView {
  view: RequestView;
  revision: Revision;
  mayDecide: boolean;
  /** Why the caller may not decide, in words. */
  reason?: string;
}

export interface InboxQuery {
  /** `decidable`: those that the caller may decide on; `visible`: all that the caller may see. */
  scope: 'decidable' | 'visible';
  team?: string;
  app?: string;
  requestId?: string;
  /** Keyset: only what comes after this one. */
  after?: { requestedAt: Date; requestId: string; generation: number };
  limit: number;
}

/** What waits for a decision, the oldest first. Whose decision it may be is its subject, so it checks rights itself. */
export interface InboxService {
  list(
    query: InboxQuery,
    context: CallContext,
  ): Promise<PageOf<PendingApprovalView>>;
  /** How many revisions the caller may decide on. */
  countDecidable(context: CallContext): Promise<number>;
}
