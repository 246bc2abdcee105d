import { JsonValue } from '@backstage/types';
import { z } from 'zod';
import { environmentRequestSchema, PROBLEM_CONTENT_TYPE } from '../wire';
import {
  buildComponents,
  Components,
  JsonSchema,
  parameterSchema,
} from './openApiComponents';
import { routes } from './routes';
import { RouteDefinition } from './routes/RouteDefinition';

const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Made',
  202: 'Accepted; the work goes on in the background',
  400: 'A field is wrong: the problem names it, what was expected and what came',
  401: 'No valid credentials',
  403: 'The caller may not do this',
  404: 'There is no such thing, or the caller may not see it',
  409: 'The state of the request does not allow this',
  413: 'The body is larger than any that the API takes',
  415: 'The body is not JSON, or has a character set or encoding that the API does not read',
  412: 'The request has changed since it was read',
  428: 'If-Match is missing',
  500: 'A fault of the control plane',
  503: 'Something that the control plane leans on does not answer',
};

/** Statuses of problems that every operation may answer. */
const COMMON_PROBLEMS = [400, 401, 500];

/** Statuses of problems that every operation with a body may answer besides. */
const BODY_PROBLEMS = [413, 415];

function problemsOf(route: RouteDefinition): number[] {
  return [
    ...COMMON_PROBLEMS,
    ...(route.body ? BODY_PROBLEMS : []),
    ...route.problems,
  ];
}

const PARAMETER_EXAMPLES: Readonly<Record<string, JsonValue>> = {
  id: 'req-0123456789abcdef',
  generation: 1,
  'if-match': '"3"',
  'idempotency-key': 'payments-api-preview-0001',
};

type Location = 'path' | 'query' | 'header';

/** The whole API as an OpenAPI 3.1 document, made from the route table. */
export function openApiDocument(
  options: { serverUrl?: string } = {},
): Record<string, JsonValue> {
  const definitions: Array<[string, RouteDefinition]> = Object.entries(routes);
  const components = buildComponents(
    Object.fromEntries(
      definitions.flatMap(([name, route]) =>
        Object.values(route.responses).map(schema => [
          `${name[0].toUpperCase()}${name.slice(1)}Answer`,
          schema,
        ]),
      ),
    ),
  );
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of definitions) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: operation(name, route, components),
    };
  }
  return toJson({
    openapi: '3.1.0',
    info: {
      title: 'Platform Control Plane',
      version: '1.0.0',
      description:
        'Requests for environments: plans, approvals, publication to Git, leases and drift.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.serverUrl ?? '/api/control-plane' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: components.schemas,
      responses: problemResponses(definitions),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A Backstage token of a user, or an external access token.',
        },
      },
    },
  });
}

function operation(
  name: string,
  route: RouteDefinition,
  components: Components,
) {
  const problems = problemsOf(route);
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.path.split('/')[2].replace('.json', '')],
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...parameters('header', route.headers),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: !route.bodyOptional,
            content: {
              'application/json': { schema: components.reference(route.body) },
            },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, schema]) => [
          status,
          {
            description: STATUS_WORDS[Number(status)],
            headers: responseHeaders(route, schema),
            content: {
              'application/json': { schema: components.reference(schema) },
            },
          },
        ]),
      ),
      ...Object.fromEntries(
        problems.map(status => [
          status,
          { $ref: `#/components/responses/Problem${status}` },
        ]),
      ),
    },
  };
}

function parameters(location: Location, schema: z.ZodObject | undefined) {
  return Object.entries(schema?.shape ?? {}).map(([name, part]) => {
    const json = parameterSchema(part);
    const example = PARAMETER_EXAMPLES[name];
    return {
      name: location === 'header' ? headerName(name) : name,
      in: location,
      required: location === 'path' || !z.safeParse(part, undefined).success,
      schema: repeatable(json) ?? json,
      ...(example === undefined ? {} : { example }),
    };
  });
}

/** A filter given once or many times is a list to OpenAPI, whose default style repeats the parameter. */
function repeatable(json: JsonSchema): JsonSchema | undefined {
  return json.anyOf?.find(alternative => alternative.type === 'array');
}

function headerName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, match => match.toUpperCase());
}

function responseHeaders(route: RouteDefinition, schema: z.ZodType) {
  const text = (description: string) => ({
    description,
    schema: { type: 'string' },
  });
  return {
    ...(schema === environmentRequestSchema
      ? { ETag: text('Names this state of the request, for If-Match') }
      : {}),
    ...(route.headers?.shape['idempotency-key']
      ? {
          'Idempotency-Key': text(
            "The caller's key, or the one that was made for it",
          ),
        }
      : {}),
  };
}

function problemResponses(definitions: Array<[string, RouteDefinition]>) {
  const statuses = new Set(
    definitions.flatMap(([, route]) => problemsOf(route)),
  );
  return Object.fromEntries(
    [...statuses].sort().map(status => [
      `Problem${status}`,
      {
        description: STATUS_WORDS[status],
        content: {
          [PROBLEM_CONTENT_TYPE]: {
            schema: { $ref: '#/components/schemas/Problem' },
          },
        },
      },
    ]),
  );
}

/** Leaves out members that are undefined. */
function toJson(document: object): Record<string, JsonValue> {
  return JSON.parse(JSON.stringify(document));
}
