import {
  requestApprovePermission,
  requestDeletePermission,
  requestReadPermission,
  requestReconcilePermission,
  requestUpdatePermission,
  requestWithdrawPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ActionVerdict, judgeActions } from '../domain/request/judgeActions';
import { factsOf } from '../domain/request/Request';
import { requestNotFound } from '../domain/request/requestNotFound';
import { TargetDirectory } from '../domain/target/Target';
import { Authorizer, CallerRights } from '../permissions/Authorizer';
import { UnitOfWork } from '../store/UnitOfWork';
import { CallContext } from './CallContext';
import { judgeIndependence } from './judgeIndependence';
import { loadInForce, loadView } from './loadViews';
import { RightsService } from './RightsService';

export class DefaultRightsService implements RightsService {
  readonly #unitOfWork: UnitOfWork;
  readonly #authorizer: Authorizer;
  readonly #targets: TargetDirectory;

  static create(options: {
    unitOfWork: UnitOfWork;
    authorizer: Authorizer;
    targets: TargetDirectory;
  }): DefaultRightsService {
    return new DefaultRightsService(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    authorizer: Authorizer;
    targets: TargetDirectory;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#authorizer = options.authorizer;
    this.#targets = options.targets;
  }

  async ofCaller(context: CallContext): Promise<CallerRights> {
    return this.#authorizer.rights(context.credentials);
  }

  async onRequest(id: string, context: CallContext): Promise<ActionVerdict[]> {
    const stores = this.#unitOfWork.read;
    const [request, judge] = await Promise.all([
      stores.requests.get(id),
      this.#authorizer.judge(context.credentials, [
        requestUpdatePermission,
        requestDeletePermission,
        requestWithdrawPermission,
        requestApprovePermission,
        requestReconcilePermission,
      ]),
    ]);
    const facts = request && factsOf(request);
    if (!facts || judge.judge(requestReadPermission, facts).type === 'denied') {
      throw requestNotFound(id);
    }
    const { open } = await loadView(stores, request);
    const independence = await judgeIndependence(stores.revisions, {
      caller: context.caller,
      revisions: open,
    });
    return judgeActions({
      request,
      open,
      inForce: await loadInForce(stores, request),
      hasTarget: this.#targets.get(request.target) !== undefined,
      rights: {
        update: judge.judge(requestUpdatePermission, facts),
        delete: judge.judge(requestDeletePermission, facts),
        withdraw: judge.judge(requestWithdrawPermission, facts),
        approve: judge.judge(requestApprovePermission, facts),
        reconcile: judge.judge(requestReconcilePermission, facts),
      },
      independence,
      actor: context.actor,
      now: await this.#unitOfWork.now(),
    });
  }
}
