import request from 'supertest';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { controlPlanePermissions } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestFacts } from '../domain/request/Request';
import { controlPlaneRequestConditions as conditions } from './conditionExports';
import { registerPermissions } from './registerPermissions';

const facts: RequestFacts = {
  team: 'payments',
  class: 'preview',
  region: 'eu-central',
  requester: 'user:default/remy',
  phase: 'ready',
};

const plugin = createBackendPlugin({
  pluginId: 'control-plane',
  register(env) {
    env.registerInit({
      deps: { registry: coreServices.permissionsRegistry },
      async init({ registry }) {
        registerPermissions(registry, async ids =>
          ids.map(id => (id === 'req-0123456789abcdef' ? facts : undefined)),
        );
      },
    });
  },
});

const base = '/api/control-plane/.well-known/backstage/permissions';

describe('registerPermissions', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({ features: [plugin] });
  });

  afterAll(async () => {
    await backend.stop();
  });

  it('tells policy authors every permission and every rule with its parameters', async () => {
    const { body } = await request(backend.server).get(`${base}/metadata`);

    expect(
      body.permissions.map(({ name }: { name: string }) => name).sort(),
    ).toEqual(controlPlanePermissions.map(({ name }) => name).sort());
    expect(
      Object.fromEntries(
        body.rules.map(
          (rule: { name: string; paramsSchema: { properties: object } }) => [
            rule.name,
            Object.keys(rule.paramsSchema.properties),
          ],
        ),
      ),
    ).toEqual({
      HAS_CLASS: ['classes'],
      IN_PHASE: ['phases'],
      IN_REGION: ['regions'],
      IN_TEAM: ['teams'],
      IS_REQUESTER: ['requesters'],
    });
  });

  it('judges conditions for the framework, and denies what is not there', async () => {
    const item = (id: string, resourceRef: string, team: string) => ({
      id,
      resourceRef,
      resourceType: 'control-plane-request',
      conditions: conditions.inTeam({ teams: [team] }),
    });

    const { body } = await request(backend.server)
      .post(`${base}/apply-conditions`)
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: [
          item('1', 'req-0123456789abcdef', 'payments'),
          item('2', 'req-0123456789abcdef', 'commerce'),
          item('3', 'req-ffffffffffffffff', 'payments'),
        ],
      });

    expect(body.items).toEqual([
      { id: '1', result: 'ALLOW' },
      { id: '2', result: 'DENY' },
      { id: '3', result: 'DENY' },
    ]);
  });
});
