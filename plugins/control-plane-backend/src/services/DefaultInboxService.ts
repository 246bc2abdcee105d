import { requestApprovePermission } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Caller,
  normaliseEntityRef,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { factsOf } from '../domain/request/Request';
import { Verdict } from '../domain/request/judgeActions';
import { Revision } from '../domain/revision/Revision';
import { AccessJudge, Authorizer } from '../permissions/Authorizer';
import { PendingScope } from '../store/RevisionStore';
import { Stores } from '../store/UnitOfWork';
import { CallContext } from './CallContext';
import { PageOf } from './HistoryService';
import { InboxQuery, InboxService, PendingApprovalView } from './InboxService';
import { judgeIndependence } from './judgeIndependence';
import { loadViews } from './loadViews';
import { pageOf } from './pageOf';
import { RequestView } from './RequestService';

export class DefaultInboxService implements InboxService {
  readonly #stores: Stores;
  readonly #authorizer: Authorizer;

  static create(options: {
    stores: Stores;
    authorizer: Authorizer;
  }): DefaultInboxService {
    return new DefaultInboxService(options);
  }

  private constructor(options: { stores: Stores; authorizer: Authorizer }) {
    this.#stores = options.stores;
    this.#authorizer = options.authorizer;
  }

  async list(
    query: InboxQuery,
    context: CallContext,
  ): Promise<PageOf<PendingApprovalView>> {
    const { scope, limit, ...narrowing } = query;
    const judge = await this.#judge(context);
    const page = pageOf(
      await this.#stores.revisions.listPending({
        ...narrowing,
        ...(scope === 'decidable'
          ? decidable(judge)
          : { visible: judge.visible }),
        limit: limit + 1,
      }),
      limit,
    );
    return { ...page, items: await this.#views(page.items, judge) };
  }

  async countDecidable(context: CallContext): Promise<number> {
    return this.#stores.revisions.countPending(
      decidable(await this.#judge(context)),
    );
  }

  #judge({ credentials }: CallContext): Promise<AccessJudge> {
    return this.#authorizer.judge(credentials, [requestApprovePermission]);
  }

  async #views(
    revisions: Revision[],
    judge: AccessJudge,
  ): Promise<PendingApprovalView[]> {
    const requests = await this.#stores.requests.getMany([
      ...new Set(revisions.map(({ requestId }) => requestId)),
    ]);
    const views = new Map(
      (await loadViews(this.#stores, requests)).map(view => [
        view.request.id,
        view,
      ]),
    );
    const independence = await judgeIndependence(this.#stores.revisions, {
      caller: judge.caller,
      revisions,
    });
    return revisions.flatMap(revision => {
      const view = views.get(revision.requestId);
      return view ? [presentable({ view, revision, judge, independence })] : [];
    });
  }
}

function presentable(options: {
  view: RequestView;
  revision: Revision;
  judge: AccessJudge;
  independence: (revision: Revision) => Verdict;
}): PendingApprovalView {
  const { view, revision, judge, independence } = options;
  const right = judge.judge(requestApprovePermission, factsOf(view.request));
  const verdict = right.type === 'denied' ? right : independence(revision);
  return verdict.type === 'denied'
    ? { view, revision, mayDecide: false, reason: verdict.reason }
    : { view, revision, mayDecide: true };
}

/** What the caller may decide on, as one query asks for it. */
function decidable(judge: AccessJudge): PendingScope {
  return {
    visible: judge.reach(requestApprovePermission),
    independentOf: claimsOf(judge.caller),
  };
}

/** Whoever the caller counts as when somebody's own work is decided on. */
function claimsOf(caller: Caller): string[] {
  return caller.type === 'user'
    ? [...new Set([caller.ref, ...caller.ownership].map(normaliseEntityRef))]
    : [caller.subject];
}
