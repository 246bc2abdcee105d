import { JsonObject } from '@backstage/types';
import { parseNewRequest } from '../../http/parse/parseNewRequest';
import { BranchReader } from '../../services/BranchReader';
import { CatalogDirectory } from '../../services/CatalogDirectory';
import { ClassSources } from '../../services/ClassSources';
import { NewRequestPlanner } from '../../services/NewRequestPlanner';
import { PlanPresenter } from '../../services/PlanPresenter';
import { RequestCreation } from '../../services/RequestCreation';
import { TargetPublications } from '../../services/TargetPublications';
import { CALLER } from '../crash/campaignConfig';
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

/** Creating a request compares nothing with the branch. */
const noBranches: BranchReader = {
  read: async () => {
    throw new Error('Expected nobody to read the branch');
  },
};

/** The write path of the product within this process: what a route does once it knows who calls. */
export class FrontDoor {
  static async open(config: JsonObject): Promise<FrontDoor> {
    const parts = await openControlPlane({ config, logger: silentLogger });
    const sources = ClassSources.create(parts);
    await parts.unitOfWork.run(tx => sources.offer(tx));
    await TargetPublications.create(parts).publish();
    const { unitOfWork } = parts;
    const creation = RequestCreation.create({
      unitOfWork,
      plans: PlanPresenter.create({
        classes: unitOfWork.read.classes,
        branches: noBranches,
      }),
      newRequests: NewRequestPlanner.create({ ...parts, catalog: everything }),
    });
    return new FrontDoor(creation, parts.close);
  }

  private constructor(
    private readonly creation: RequestCreation,
    readonly close: () => Promise<void>,
  ) {}

  /** @returns the id of the request */
  async create({ key, body }: CreateCall): Promise<string> {
    const { view } = await this.creation.create(parseNewRequest(body), {
      actor: CALLER,
      idempotencyKey: key,
    });
    return view.request.id;
  }
}
