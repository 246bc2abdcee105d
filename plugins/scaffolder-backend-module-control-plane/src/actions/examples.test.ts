import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { load } from 'js-yaml';
import { validate } from 'jsonschema';
import { ActionWorld } from '../__testUtils__/ActionWorld';
import { createClassesListAction } from './classes/list';
import { createComponentCheckFreeAction } from './component/checkFree';
import { createGitopsPublishAction } from './gitops/publish';
import { createManifestsRenderAction } from './manifests/render';
import { createRequestCreateAction } from './request/create';
import { createRequestDeleteAction } from './request/delete';
import { createRequestExtendAction } from './request/extend';
import { createRequestUpdateAction } from './request/update';
import { createRequestWaitAction } from './request/wait';

const { services } = new ActionWorld();
const actions: Array<Pick<TemplateAction, 'id' | 'examples' | 'schema'>> = [
  createClassesListAction,
  createComponentCheckFreeAction,
  createGitopsPublishAction,
  createManifestsRenderAction,
  createRequestCreateAction,
  createRequestDeleteAction,
  createRequestExtendAction,
  createRequestUpdateAction,
  createRequestWaitAction,
].map(create => create(services));

/** What the expressions of the examples stand for. */
const values: Record<string, unknown> = {
  'parameters.app': 'checkout',
  'parameters.team': 'payments',
  'parameters.requestId': 'req-0123456789abcdef',
  'steps.change.output.generation': 2,
  'steps.change.output.requestId': 'req-0123456789abcdef',
  'steps.environment.output.requestId': 'req-0123456789abcdef',
  'steps.register.output.catalogInfoUrl':
    'https://git.example.com/payments/checkout/src/branch/main/catalog-info.yaml',
  'steps.register.output.entityRef': 'component:default/checkout',
};

function fillIn(input: JsonObject): unknown {
  return JSON.parse(JSON.stringify(input), (_key, value) => {
    const [, expression] =
      typeof value === 'string' ? /^\$\{\{ (.*) \}\}$/.exec(value) ?? [] : [];
    if (expression === undefined) {
      return value;
    }
    expect(values).toHaveProperty([expression]);
    return values[expression];
  });
}

const examples = actions.flatMap(action =>
  (action.examples ?? []).map(({ description, example }) => ({
    id: action.id,
    description,
    action,
    example,
  })),
);

describe('examples', () => {
  it('are there for every action', () => {
    expect([...new Set(examples.map(({ id }) => id))].sort()).toEqual(
      actions.map(({ id }) => id).sort(),
    );
  });

  it.each(examples)('$id: $description', ({ action, example }) => {
    const { steps } = load(example) as {
      steps: Array<{ action: string; input?: JsonObject }>;
    };

    for (const step of steps) {
      expect(step.action).toBe(action.id);
      const { errors } = validate(
        fillIn(step.input ?? {}),
        action.schema?.input ?? {},
      );
      expect(errors.map(String)).toEqual([]);
    }
  });

  it('would be refused if they were wrong', () => {
    const create = actions.find(({ id }) => id.endsWith('request:create'));
    const { errors } = validate({ team: 1 }, create?.schema?.input ?? {});

    expect(errors.map(String)).toEqual(
      expect.arrayContaining([
        'instance.team is not of a type(s) string',
        'instance requires property "class"',
      ]),
    );
  });
});
