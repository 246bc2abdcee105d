import request from 'supertest';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import authModuleControlPlaneDemo from './index';

function user(name: string, group: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: [group] },
    relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
  };
}

const entities = [
  user('vera', 'platform'),
  user('remy', 'platform'),
  user('ada', 'change-approvers'),
  user('otto', 'platform-admins'),
  user('sam', 'payments'),
];

function startBackend(provider: JsonObject = {}) {
  return startTestBackend({
    features: [
      authPlugin,
      authModuleControlPlaneDemo,
      authServiceFactory,
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: { providers: { 'control-plane-demo': provider } },
        },
      }),
    ],
  });
}

const refreshPath = '/api/auth/control-plane-demo/refresh';

function signIn(backend: TestBackend, persona: string) {
  return request(backend.server)
    .post(refreshPath)
    .set('x-control-plane-demo-persona', persona);
}

function claimsOf(token: string) {
  return JSON.parse(
    Buffer.from(token.split('.')[1], 'base64url').toString('utf8'),
  );
}

describe('control-plane-demo sign-in', () => {
  let backend: TestBackend;

  afterEach(async () => {
    await backend?.stop();
  });

  it.each([
    ['viewer', 'user:default/vera', 'group:default/platform'],
    ['requester', 'user:default/remy', 'group:default/platform'],
    ['approver', 'user:default/ada', 'group:default/change-approvers'],
    ['admin', 'user:default/otto', 'group:default/platform-admins'],
  ])(
    'signs in as %s with the groups of the catalog user',
    async (persona, userRef, groupRef) => {
      backend = await startBackend();

      const { status, body } = await signIn(backend, persona);

      expect(status).toBe(200);
      expect(claimsOf(body.backstageIdentity.token).sub).toBe(userRef);
      expect(body.backstageIdentity.identity).toEqual({
        type: 'user',
        userEntityRef: userRef,
        ownershipEntityRefs: [userRef, groupRef],
      });
    },
  );

  it('gives a token under which the backend knows the ownership of the user', async () => {
    backend = await startBackend();
    const { body } = await signIn(backend, 'requester');

    const userInfo = await request(backend.server)
      .get('/api/auth/v1/userinfo')
      .set('Authorization', `Bearer ${body.backstageIdentity.token}`);

    expect(userInfo.body).toEqual({
      claims: expect.objectContaining({
        sub: 'user:default/remy',
        ent: ['user:default/remy', 'group:default/platform'],
      }),
    });
  });

  it('answers GET as well as POST, without X-Requested-With', async () => {
    backend = await startBackend();

    const { status } = await request(backend.server)
      .get(refreshPath)
      .set('x-control-plane-demo-persona', 'viewer');

    expect(status).toBe(200);
  });

  it('lets configuration recast one persona and keeps the others', async () => {
    backend = await startBackend({ personas: { viewer: 'user:default/sam' } });

    const viewer = await signIn(backend, 'viewer');
    const admin = await signIn(backend, 'admin');

    expect(viewer.body.backstageIdentity.identity.ownershipEntityRefs).toEqual([
      'user:default/sam',
      'group:default/payments',
    ]);
    expect(admin.body.backstageIdentity.identity.userEntityRef).toBe(
      'user:default/otto',
    );
  });

  it('refuses an unknown persona and names the known ones', async () => {
    backend = await startBackend();

    const { status, body } = await signIn(backend, 'root');

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message:
        "Header 'x-control-plane-demo-persona' must be one of viewer, requester, approver, admin; got 'root'",
    });
  });

  it('refuses a call that names no persona', async () => {
    backend = await startBackend();

    const { status, body } = await request(backend.server).post(refreshPath);

    expect(status).toBe(400);
    expect(body.error.message).toMatch(/one of viewer, .*; it was not sent$/);
  });

  it('says which user is missing from the catalog and what to do', async () => {
    backend = await startBackend({ personas: { admin: 'user:default/ghost' } });

    const { status, body } = await signIn(backend, 'admin');

    expect(status).toBe(404);
    expect(body.error.message).toContain(
      'The catalog has no user:default/ghost to sign in as admin',
    );
    expect(body.error.message).toContain(
      'auth.providers.control-plane-demo.personas.admin',
    );
  });

  it('fails the start of the backend in production', async () => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'production',
    });
    try {
      await expect(startBackend()).rejects.toThrow(
        /demo sign-in .* NODE_ENV is 'development' or 'test'; it is 'production'/,
      );
    } finally {
      jest.restoreAllMocks();
    }
  });
});
