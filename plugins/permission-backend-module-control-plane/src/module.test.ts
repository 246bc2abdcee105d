import request from 'supertest';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  Permission,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  classReadPermission,
  operationsReadPermission,
  requestCreatePermission,
  requestReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import permissionModuleControlPlane from './index';

function start(controlPlane: JsonObject) {
  return startTestBackend({
    features: [
      permissionPlugin,
      permissionModuleControlPlane,
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true }, controlPlane },
      }),
    ],
  });
}

const roles = [
  { role: 'requester', members: ['user:default/remy'], teams: ['platform'] },
  { role: 'approver', members: ['user:default/ada'], classes: ['production'] },
  { role: 'admin', members: ['user:default/otto'] },
];

/** Asks as a plugin does on behalf of a user, which is how conditions come back. */
function authorize(
  backend: TestBackend,
  userRef: string,
  permission: Permission,
) {
  return request(backend.server)
    .post('/api/permission/authorize')
    .set(
      'Authorization',
      `Bearer ${mockCredentials.user.token(userRef, {
        actor: { subject: 'plugin:control-plane' },
      })}`,
    )
    .send({ items: [{ id: '1', permission }] });
}

describe('permissionModuleControlPlane', () => {
  let backend: TestBackend;

  afterEach(async () => {
    await backend?.stop();
  });

  it.each<[string, Permission, object]>([
    ['user:default/remy', classReadPermission, { result: 'ALLOW' }],
    ['user:default/remy', operationsReadPermission, { result: 'DENY' }],
    ['user:default/otto', operationsReadPermission, { result: 'ALLOW' }],
    ['user:default/sam', requestCreatePermission, { result: 'DENY' }],
    ['user:default/sam', requestReadPermission, { result: 'DENY' }],
    [
      'user:default/ada',
      requestReadPermission,
      {
        result: 'CONDITIONAL',
        pluginId: 'control-plane',
        resourceType: 'control-plane-request',
        conditions: {
          rule: 'HAS_CLASS',
          resourceType: 'control-plane-request',
          params: { classes: ['production'] },
        },
      },
    ],
  ])('answers %s from the configured roles', async (user, permission, item) => {
    backend = await start({ roles });
    const { status, body } = await authorize(backend, user, permission);
    expect(status).toBe(200);
    expect(body.items).toEqual([{ id: '1', ...item }]);
  });

  it('leaves the rest of Backstage allowed', async () => {
    backend = await start({ roles });
    const permission = createPermission({
      name: 'catalog.location.read',
      attributes: { action: 'read' },
    });
    const { body } = await authorize(backend, 'user:default/sam', permission);
    expect(body.items).toEqual([{ id: '1', result: 'ALLOW' }]);
  });

  it('shows requests to every user when visibility is open', async () => {
    backend = await start({ visibility: 'open' });
    const { body } = await authorize(
      backend,
      'user:default/sam',
      requestReadPermission,
    );
    expect(body.items).toEqual([{ id: '1', result: 'ALLOW' }]);
  });

  it('stops the start on a wrong role, naming the key', async () => {
    await expect(
      start({ roles: [{ role: 'owner', members: ['user:default/remy'] }] }),
    ).rejects.toThrow(
      'controlPlane.roles[0].role: expected one of viewer, requester, approver, admin; got "owner"',
    );
  });
});
