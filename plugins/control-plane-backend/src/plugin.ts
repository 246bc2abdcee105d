import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { routes } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessPolicy,
  controlPlaneKindsExtensionPoint,
  controlPlanePolicyPacksExtensionPoint,
  controlPlaneQuotaProfilesExtensionPoint,
  RenderingExtensions,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { SystemClock } from './clock';
import { createAuthorizer } from './composition/createAuthorizer';
import { createCommitLinks } from './composition/createCommitLinks';
import { createDescriptors } from './composition/createDescriptors';
import { createHandlers } from './composition/createHandlers';
import { createOutboxRelay } from './composition/createOutboxRelay';
import { createPersistence } from './composition/createPersistence';
import { createPublishing } from './composition/createPublishing';
import { createServices } from './composition/createServices';
import { createTargets } from './composition/createTargets';
import { createTelemetry } from './composition/createTelemetry';
import { createWorker } from './composition/createWorker';
import { scheduleChores } from './composition/scheduleChores';
import { readControlPlaneConfig } from './config';
import { createRouter } from './http/createRouter';
import { mountWhenAsked } from './http/mountWhenAsked';
import { OtelRequestTracker } from './http/OtelRequestTracker';
import { scanForSecrets } from './publishers/secretScan';
import { CachedCatalogDirectory } from './services/CachedCatalogDirectory';
import { ChangePlanner } from './services/ChangePlanner';
import { checkTargets } from './services/checkTargets';
import { ClassSources } from './services/ClassSources';
import { LeaseExpiry } from './services/LeaseExpiry';
import { TargetPublications } from './services/TargetPublications';
import { observeBacklog } from './telemetry/observeBacklog';

/**
 * The composition root: it chooses implementations, connects them and starts them. Nothing here decides anything.
 *
 * @remarks
 * A request comes in by `createRouter`, and its job is done by what `createHandlers` registers; `docs/architecture.md` follows both ways
 * file by file.
 */
export const controlPlanePlugin = createBackendPlugin({
  pluginId: 'control-plane',
  register(env) {
    const { kinds, policyPacks, quotaProfiles, createRenderer } =
      RenderingExtensions.create();
    env.registerExtensionPoint(controlPlaneKindsExtensionPoint, kinds);
    env.registerExtensionPoint(
      controlPlanePolicyPacksExtensionPoint,
      policyPacks,
    );
    env.registerExtensionPoint(
      controlPlaneQuotaProfilesExtensionPoint,
      quotaProfiles,
    );

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({ config: rootConfig, ...deps }) {
        const config = readControlPlaneConfig(rootConfig);
        const access = AccessPolicy.fromConfig(rootConfig);
        const integrations = ScmIntegrations.fromConfig(rootConfig);
        const { httpRouter, lifecycle, logger } = deps;
        const ambient = {
          config,
          logger,
          clock: new SystemClock(),
          ...createTelemetry(),
        };

        const rendering = {
          renderer: createRenderer(),
          secretScan: scanForSecrets,
          ...createTargets(config),
        };
        const checkedTargets = checkTargets(rendering);
        // One waits for Git, the other for the database.
        const [publishing, persistence] = await Promise.all([
          createPublishing({ ...ambient, integrations }),
          createPersistence({
            ...ambient,
            database: deps.database,
            // In a turn of its own, so that whoever filled it gets the answer first.
            onOutboxFilled: () => setImmediate(() => relay.wake()),
          }),
        ]);
        const { unitOfWork } = persistence;
        const relay = createOutboxRelay({
          ...deps,
          ...ambient,
          access,
          unitOfWork,
        });
        const sources = ClassSources.create({ ...ambient, ...rendering });
        await unitOfWork.run(tx => sources.offer(tx));

        const targetPublications = TargetPublications.create({
          unitOfWork,
          checkedTargets,
        });
        await targetPublications.publish();

        const authorizer = createAuthorizer({
          ...deps,
          access,
          requests: unitOfWork.read.requests,
        });
        const catalog = CachedCatalogDirectory.create({
          ...deps,
          ...ambient,
          cacheSeconds: config.catalogCacheSeconds,
        });
        const parts = {
          ...ambient,
          ...rendering,
          ...publishing,
          ...persistence,
        };
        const changes = ChangePlanner.create({ ...parts, catalog });
        const services = createServices({
          ...parts,
          access,
          authorizer,
          catalog,
          changes,
        });
        const descriptors = await createDescriptors({
          ...deps,
          ...parts,
          access,
          authorizer,
          catalog,
          catalogService: deps.catalog,
          changes,
          sources,
        });
        const served = {
          ...deps,
          ...services,
          descriptors,
          authorizer,
          links: createCommitLinks({ ...rendering, integrations }),
          tracker: OtelRequestTracker.create(ambient),
        };
        httpRouter.use(mountWhenAsked(() => createRouter(served)));
        httpRouter.addAuthPolicy({
          path: routes.getOpenApi.path,
          allow: 'unauthenticated',
        });

        const worker = createWorker({
          ...parts,
          handlers: createHandlers(parts),
        });
        observeBacklog(parts);
        await scheduleChores({
          ...parts,
          scheduler: deps.scheduler,
          targetPublications,
          expiry: LeaseExpiry.create({ ...parts, changes }),
        });
        // Once every plugin has its routes: before, one that is installed would answer like one that is not. And nobody who asks whether
        // the backend is ready waits for the first look at the queue.
        deps.rootLifecycle.addStartupHook(async () => {
          relay.start();
          await worker.start();
        });
        lifecycle.addShutdownHook(async () => {
          await worker.stop();
          await relay.stop();
        });
      },
    });
  },
});
