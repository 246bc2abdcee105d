import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import {
  createRequestBodySchema,
  isLabel,
  parseDescriptor,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

const examples = resolve(__dirname, '../../../examples');

function readEntities(file: string): Entity[] {
  const target = resolve(examples, file);
  const results = parseEntityYaml(readFileSync(target), {
    type: 'file',
    target,
  });
  return [...results].map(result => {
    if (result.type !== 'entity') {
      throw new Error(`${file} does not parse: ${JSON.stringify(result)}`);
    }
    return result.entity;
  });
}

const refOf = (entity: Entity) =>
  stringifyEntityRef(getCompoundEntityRef(entity));

const entities = [
  ...readEntities('org.yaml'),
  ...readEntities('entities.yaml'),
];
const refs = new Set(entities.map(refOf));

/** What a field of `spec` refers to when it names no kind. */
const referringFields: Record<string, string> = {
  owner: 'Group',
  memberOf: 'Group',
  parent: 'Group',
  children: 'Group',
  domain: 'Domain',
  system: 'System',
  dependsOn: 'Component',
  providesApis: 'API',
  consumesApis: 'API',
};

function referencesOf(entity: Entity): string[] {
  return Object.entries(referringFields).flatMap(([field, defaultKind]) =>
    [entity.spec?.[field] ?? []].flat().map(value =>
      stringifyEntityRef(
        parseEntityRef(String(value), {
          defaultKind,
          defaultNamespace: 'default',
        }),
      ),
    ),
  );
}

describe('example catalog', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      ],
    });
  });

  afterAll(async () => {
    await backend.stop();
  });

  it.each(entities.map(entity => [refOf(entity), entity] as const))(
    'is accepted by the catalog: %s',
    async (_ref, entity) => {
      const { status, body } = await request(backend.server)
        .post('/api/catalog/validate-entity')
        .send({ entity, location: 'url:https://example.com/examples.yaml' });

      expect({ status, body }).toEqual({ status: 200, body: {} });
    },
  );

  it('names every entity once', () => {
    expect(refs.size).toBe(entities.length);
  });

  it('uses names that may stand in a namespace', () => {
    const names = entities.map(entity => entity.metadata.name);

    expect(names.filter(name => !isLabel(name))).toEqual([]);
  });

  it('refers only to entities that it has', () => {
    const dangling = entities.flatMap(entity =>
      referencesOf(entity)
        .filter(ref => !refs.has(ref))
        .map(ref => `${refOf(entity)} refers to ${ref}`),
    );

    expect(dangling).toEqual([]);
  });

  it.each([
    ['viewer', 'user:default/vera', 'platform'],
    ['requester', 'user:default/remy', 'platform'],
    ['approver', 'user:default/ada', 'change-approvers'],
    ['admin', 'user:default/otto', 'platform-admins'],
  ])('has the %s of the demo sign-in', (_persona, ref, group) => {
    const user = entities.find(entity => refOf(entity) === ref);

    expect(user?.spec?.memberOf).toEqual([group]);
  });
});

describe('example requests', () => {
  it.each(['preview.json', 'production.json'])(
    '%s is a valid request for a team and an app of the example catalog',
    file => {
      const json = readFileSync(resolve(examples, 'requests', file), 'utf8');

      const body = createRequestBodySchema.parse(JSON.parse(json));

      expect(refs).toContain(`group:default/${body.team}`);
      expect(refs).toContain(`component:default/${body.app}`);
      expect(refs).toContain(body.owner);
    },
  );
});

describe('example descriptors', () => {
  const descriptors = [
    ...readEntities('descriptors/classes.yaml'),
    ...readEntities('descriptors/requests.yaml'),
  ];

  it.each(descriptors.map(entity => [refOf(entity), entity] as const))(
    '%s is well-formed',
    (_, entity) => {
      expect(parseDescriptor(entity)).toMatchObject({ type: 'valid' });
    },
  );

  it('ask for teams, apps and owners of the example catalog', () => {
    const requests = descriptors.flatMap(entity => {
      const parsed = parseDescriptor(entity);
      return parsed.type === 'valid' &&
        parsed.value.kind === 'EnvironmentRequest'
        ? [parsed.value.spec]
        : [];
    });
    expect(requests).not.toEqual([]);
    for (const { team, app, owner } of requests) {
      expect(refs).toContain(`group:default/${team}`);
      expect(refs).toContain(`component:default/${app}`);
      expect(refs).toContain(owner);
    }
  });
});
