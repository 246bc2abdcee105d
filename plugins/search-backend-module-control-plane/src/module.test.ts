import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import searchPlugin from '@backstage/plugin-search-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  classReadPermission,
  requestReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import express from 'express';
import request from 'supertest';
import searchModuleControlPlane from '.';
import { aRequest, previewClass } from './__testUtils__/fixtures';

jest.setTimeout(60_000);

const PAYMENTS = aRequest(1);
const COMMERCE = aRequest(2, { team: 'commerce', app: 'storefront' });

/** Answers what the control plane answers, and remembers who asked. */
function fakeControlPlane(subjects: Set<string>) {
  return createBackendPlugin({
    pluginId: 'control-plane',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = express.Router();
          const answer =
            (body: object): express.RequestHandler =>
            (req, res, next) => {
              httpAuth
                .credentials(req, { allow: ['service'] })
                .then(({ principal }) => {
                  subjects.add(principal.subject);
                  res.json(body);
                })
                .catch(next);
            };
          router.get(
            '/v1/environment-requests',
            answer({ items: [PAYMENTS, COMMERCE] }),
          );
          router.get(
            '/v1/environment-classes',
            answer({ items: [previewClass] }),
          );
          httpRouter.use(router);
        },
      });
    },
  });
}

/** Remy sees what belongs to payments and all classes, Olga everything, Nina nothing. */
const permissions = mockServices.permissions.mock({
  authorizeConditional: async (asked, { credentials }) =>
    asked.map(({ permission }) => {
      const name = nameOf(credentials);
      if (name === 'nina') {
        return { result: AuthorizeResult.DENY };
      }
      return name === 'olga' || permission.name === classReadPermission.name
        ? { result: AuthorizeResult.ALLOW }
        : {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'control-plane',
            resourceType: 'control-plane-request',
            conditions: {
              rule: 'IN_TEAM',
              resourceType: 'control-plane-request',
              params: { teams: ['payments'] },
            },
          };
    }),
  authorize: async (asked, options) =>
    asked.map(({ permission, resourceRef }) => {
      const name = nameOf(options?.credentials);
      const mayRead =
        permission.name === requestReadPermission.name &&
        resourceRef === PAYMENTS.id;
      const isAllowed =
        name === 'olga' ||
        (name === 'remy' &&
          (mayRead || permission.name === classReadPermission.name));
      return {
        result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      };
    }),
});

function nameOf(credentials: unknown): string {
  const { principal } = credentials as {
    principal?: { userEntityRef?: string };
  };
  return principal?.userEntityRef?.split('/')[1] ?? '';
}

describe('the module in a search backend', () => {
  const subjects = new Set<string>();
  // Runs a task when the test says so, and at no other time.
  const scheduler = mockServices.scheduler();
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        searchPlugin,
        searchModuleControlPlane,
        fakeControlPlane(subjects),
        permissions.factory,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: true },
          },
        }),
      ],
    });
    for (const { id } of await scheduler.getScheduledTasks()) {
      await scheduler.triggerTask(id);
    }
  });

  afterAll(() => backend?.stop());

  async function hits(person: string, term: string): Promise<string[]> {
    const { body } = await request(backend.server)
      .get('/api/search/query')
      .query({ term })
      .set(
        'Authorization',
        mockCredentials.user.header(`user:default/${person}`),
      );
    return (body.results ?? [])
      .map(
        ({ document }: { document: { location: string } }) => document.location,
      )
      .sort();
  }

  const CLASS = '/control-plane/classes/preview';
  const OWN = `/control-plane/requests/${PAYMENTS.id}`;
  const OTHERS = `/control-plane/requests/${COMMERCE.id}`;

  it('finds requests and classes by their words', async () => {
    expect(await hits('olga', 'storefront')).toEqual([OTHERS]);
    expect(await hits('olga', 'baseline')).toEqual([CLASS]);
    expect(await hits('olga', '')).toEqual([CLASS, OWN, OTHERS]);
  });

  it('shows a request to nobody who may not see it', async () => {
    expect(await hits('remy', '')).toEqual([CLASS, OWN]);
    expect(await hits('remy', 'storefront')).toEqual([]);
    expect(await hits('nina', '')).toEqual([]);
  });

  it('reads as the search plugin itself', () => {
    expect([...subjects]).toEqual(['plugin:search']);
  });
});
