import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AccessPolicy,
  Renderer,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { ControlPlaneConfig } from '../config';
import { TargetDirectory } from '../domain/target/Target';
import { parseNewRequest } from '../http/parse/parseNewRequest';
import { Authorizer } from '../permissions/Authorizer';
import { AuthorizedDescriptorService } from '../services/AuthorizedDescriptorService';
import { CatalogDescriptorReader } from '../services/CatalogDescriptorReader';
import { ChangePlanner } from '../services/ChangePlanner';
import { ClassDescriptors } from '../services/ClassDescriptors';
import { ClassSources } from '../services/ClassSources';
import { DefaultDescriptorService } from '../services/DefaultDescriptorService';
import { DescriptorLook } from '../services/DescriptorLook';
import { DescriptorOwners } from '../services/DescriptorOwners';
import { DescriptorRemovals } from '../services/DescriptorRemovals';
import { DescriptorRevisions } from '../services/DescriptorRevisions';
import { DescriptorService } from '../services/DescriptorService';
import { LocationRules } from '../services/LocationRules';
import { NewRequestPlanner } from '../services/NewRequestPlanner';
import { RequestDescriptors } from '../services/RequestDescriptors';
import { UnitOfWork } from '../store/UnitOfWork';

/** How long one look may take before another replica may begin one. */
const LOOK_TIMEOUT = { minutes: 10 };

/** The catalog starts beside this plugin and answers a little later. */
const FIRST_LOOK = { seconds: 10 };

/** Classes and requests that the catalog describes: what reads them, what acts on them, and the list of what became of them. */
export async function createDescriptors(
  options: Parameters<typeof NewRequestPlanner.create>[0] & {
    config: ControlPlaneConfig;
    unitOfWork: UnitOfWork;
    renderer: Renderer;
    targets: TargetDirectory;
    changes: ChangePlanner;
    sources: ClassSources;
    access: AccessPolicy;
    authorizer: Authorizer;
    catalogService: CatalogService;
    auth: AuthService;
    scheduler: SchedulerService;
    logger: LoggerService;
  },
): Promise<DescriptorService> {
  const { classLocations, requestLocations, ...config } =
    options.config.catalog;
  const reader = CatalogDescriptorReader.create({
    catalog: options.catalogService,
    auth: options.auth,
  });
  const revisions = DescriptorRevisions.create(options);
  const look = DescriptorLook.create({
    ...options,
    reader,
    classes: ClassDescriptors.create({
      ...options,
      classLocations: LocationRules.create(classLocations),
    }),
    requests: RequestDescriptors.create({
      ...options,
      revisions,
      owners: DescriptorOwners.create({ access: options.access, reader }),
      newRequests: NewRequestPlanner.create(options),
      requestLocations:
        requestLocations && LocationRules.create(requestLocations),
      toNewRequest: parseNewRequest,
    }),
    removals: DescriptorRemovals.create({ ...options, revisions }),
    removal: {
      graceSeconds: config.removalGraceSeconds,
      holdMassRemoval: config.holdMassRemoval,
    },
  });
  await options.scheduler.scheduleTask({
    id: 'control-plane-descriptor-look',
    frequency: { seconds: config.lookSeconds },
    timeout: LOOK_TIMEOUT,
    initialDelay: FIRST_LOOK,
    fn: signal => look.run(signal),
  });
  return AuthorizedDescriptorService.create({
    authorizer: options.authorizer,
    inner: DefaultDescriptorService.create(options),
  });
}
