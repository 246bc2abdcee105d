import { JsonValue } from '@backstage/types';
import { openApiDocument } from './openApiDocument';
import { RouteDefinition, routes } from './routes';

const document = openApiDocument();
const definitions: Array<[string, RouteDefinition]> = Object.entries(routes);

function at(path: string): JsonValue | undefined {
  return path
    .replace(/^#\//, '')
    .split('/')
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce<JsonValue | undefined>(
      (value, key) =>
        value !== null && typeof value === 'object' && !Array.isArray(value)
          ? value[key]
          : undefined,
      document,
    );
}

function operationAt(route: RouteDefinition): string {
  return `paths/${route.path.replace(/\//g, '~1')}/${route.method}`;
}

/** Every object below a value. */
function objectsIn(
  value: JsonValue | undefined,
): Array<Record<string, JsonValue | undefined>> {
  if (value === null || typeof value !== 'object') {
    return [];
  }
  return Array.isArray(value)
    ? value.flatMap(objectsIn)
    : [value, ...Object.values(value).flatMap(objectsIn)];
}

describe('openApiDocument', () => {
  it('says what it is', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Platform Control Plane', version: '1.0.0' },
      servers: [{ url: '/api/control-plane' }],
      security: [{ bearer: [] }],
    });
  });

  it('names the server it is served from', () => {
    const serverUrl = 'https://backstage.example.com/api/control-plane';
    expect(openApiDocument({ serverUrl })).toMatchObject({
      servers: [{ url: serverUrl }],
    });
  });

  it.each(definitions)('describes %s', (name, route) => {
    expect(at(operationAt(route))).toMatchObject({
      operationId: name,
      summary: route.summary,
    });
    const statuses = [
      ...(route.body ? [413, 415] : []),
      ...Object.keys(route.responses),
      ...route.problems,
    ]
      .map(String)
      .concat('400', '401', '500');
    expect(
      Object.keys(at(`${operationAt(route)}/responses`) ?? {}).sort(),
    ).toEqual([...new Set(statuses)].sort());
  });

  it.each(definitions)('declares each parameter of %s', (_, route) => {
    const declared = objectsIn(at(`${operationAt(route)}/parameters`));
    const inPath = declared.filter(parameter => parameter.in === 'path');
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(
      route.path.match(/\{\w+\}/g) ?? [],
    );
    expect(inPath.every(({ required }) => required === true)).toBe(true);
    const inQuery = declared.filter(parameter => parameter.in === 'query');
    expect(inQuery.map(({ name }) => name)).toEqual(
      Object.keys(route.query?.shape ?? {}),
    );
    for (const { schema } of [...inPath, ...inQuery]) {
      expect(schema).toMatchObject({ type: expect.any(String) });
    }
  });

  it('has one operation for each route and no other', () => {
    const ids = objectsIn(at('paths')).flatMap(
      ({ operationId }) => operationId ?? [],
    );
    expect(ids.sort()).toEqual(Object.keys(routes).sort());
  });

  it('resolves every reference', () => {
    const references = objectsIn(document).flatMap(({ $ref }) => $ref ?? []);
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter(ref => at(String(ref)) === undefined)).toEqual([]);
  });

  it('refers to every component', () => {
    const references = new Set(
      objectsIn(document).map(({ $ref }) => String($ref)),
    );
    const schemas = Object.keys(at('components/schemas') ?? {});
    expect(
      schemas.filter(name => !references.has(`#/components/schemas/${name}`)),
    ).toEqual([]);
  });

  it('closes what callers send to unknown fields, and leaves answers open', () => {
    expect(at('components/schemas/CreateRequestBody')).toMatchObject({
      additionalProperties: false,
      required: ['class', 'team', 'app', 'region'],
      properties: { source: { $ref: '#/components/schemas/Source' } },
    });
    expect(at('components/schemas/EnvironmentRequest')).not.toHaveProperty(
      'additionalProperties',
    );
    expect(
      at('components/schemas/EnvironmentClass/properties/lease'),
    ).not.toHaveProperty('additionalProperties');
  });

  it('describes what callers send before defaults and transforms', () => {
    const [phase] = objectsIn(
      at(`${operationAt(routes.listRequests)}/parameters`),
    ).filter(({ name }) => name === 'phase');
    expect(phase).toMatchObject({
      required: false,
      schema: { type: 'array', items: { enum: expect.any(Array) } },
    });
    const [limit] = objectsIn(
      at(`${operationAt(routes.listRequests)}/parameters`),
    ).filter(({ name }) => name === 'limit');
    expect(limit).toMatchObject({
      schema: { type: 'integer', minimum: 1, maximum: 100 },
    });
  });

  it('tells required headers and bodies from optional ones', () => {
    expect(at(`${operationAt(routes.changeRequest)}`)).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({
          name: 'If-Match',
          in: 'header',
          required: true,
        }),
      ]),
      requestBody: { required: true },
    });
    expect(at(`${operationAt(routes.createRequest)}`)).toMatchObject({
      parameters: [{ name: 'Idempotency-Key', in: 'header', required: false }],
    });
    expect(at(`${operationAt(routes.deleteRequest)}`)).toMatchObject({
      requestBody: { required: false },
    });
  });

  it('answers problems in their own media type', () => {
    expect(at('components/responses/Problem404')).toMatchObject({
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
        },
      },
    });
  });

  it('describes every status in words', () => {
    const responses = [
      ...Object.values(at('components/responses') ?? {}),
      ...definitions.flatMap(([, route]) =>
        Object.keys(route.responses).map(status =>
          at(`${operationAt(route)}/responses/${status}`),
        ),
      ),
    ];
    for (const response of responses) {
      expect(response).toMatchObject({ description: expect.any(String) });
    }
  });
});
