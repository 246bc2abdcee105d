import { JsonObject } from '@backstage/types';
import { resyncRepositoryJob } from '../../domain/reconcile/jobs';
import { parseNewRequest } from '../../http/parse/parseNewRequest';
import { BranchReader } from '../../services/BranchReader';
import { CallContext } from '../../services/CallContext';
import { CatalogDirectory } from '../../services/CatalogDirectory';
import { ChangePlanner } from '../../services/ChangePlanner';
import { ClassSources } from '../../services/ClassSources';
import { DefaultRequestService } from '../../services/DefaultRequestService';
import { NewRequestPlanner } from '../../services/NewRequestPlanner';
import { PlanPresenter } from '../../services/PlanPresenter';
import { RequestCreation } from '../../services/RequestCreation';
import { RequestService } from '../../services/RequestService';
import { checkTargets } from '../../services/checkTargets';
import { TargetPublications } from '../../services/TargetPublications';
import { CALLER, REPOSITORY } from '../crash/campaignConfig';
import { CreateCall } from '../crash/RequestSender';
import { openControlPlane } from './openControlPlane';
import { silentLogger } from './silentLogger';

/** Everything that requests name is there. */
const everything: CatalogDirectory = {
  hasTeam: async () => true,
  hasApp: async () => true,
  hasOwner: async () => true,
  probe: async () => {},
};

/** What is asked here compares nothing with the branch. */
const noBranches: BranchReader = {
  read: async () => {
    throw new Error('Expected nobody to read the branch');
  },
};

const context: CallContext = {
  credentials: {
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'service', subject: CALLER },
  },
  caller: { type: 'service', subject: CALLER },
  actor: CALLER,
};

type Parts = Awaited<ReturnType<typeof openControlPlane>>;

/** The write path of the product within this process: what a route does once it knows who calls. */
export class FrontDoor {
  static async open(config: JsonObject): Promise<FrontDoor> {
    const parts = {
      ...(await openControlPlane({ config, logger: silentLogger })),
      catalog: everything,
    };
    const sources = ClassSources.create(parts);
    await parts.unitOfWork.run(tx => sources.offer(tx));
    await TargetPublications.create({
      ...parts,
      checkedTargets: checkTargets(parts),
    }).publish();
    const { unitOfWork, queue } = parts;
    const plans = PlanPresenter.create({
      classes: unitOfWork.read.classes,
      branches: noBranches,
    });
    const newRequests = NewRequestPlanner.create(parts);
    const requests = DefaultRequestService.create({
      unitOfWork,
      jobs: queue,
      plans,
      creation: RequestCreation.create({ unitOfWork, plans, newRequests }),
      changes: ChangePlanner.create(parts),
    });
    return new FrontDoor(parts, requests);
  }

  private constructor(
    private readonly parts: Parts,
    private readonly requests: RequestService,
  ) {}

  /** @returns the id of the request */
  async create({ key, body }: CreateCall): Promise<string> {
    const { view } = await this.requests.create(parseNewRequest(body), {
      ...context,
      idempotencyKey: key,
    });
    return view.request.id;
  }

  /** A person asks for the request to be looked at again. */
  async reconcile(id: string): Promise<void> {
    await this.requests.reconcile(id, context);
  }

  /** What the product does every few minutes by itself: a comparison with the branch. */
  async resync(): Promise<void> {
    await this.parts.unitOfWork.run(tx =>
      tx.enqueue([resyncRepositoryJob(REPOSITORY)]),
    );
  }

  async close(): Promise<void> {
    await this.parts.close();
  }
}
