import { createRequestBodySchema } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  anEnvironmentClass,
  productionClass,
} from '../../../__testUtils__/anEnvironmentClass';
import { compileParametersCheck } from '../parameters/compileParametersCheck';
import { checkDraft } from './checkDraft';
import { draftToBody } from './draftToBody';
import { createDraft, RequestDraft } from './RequestDraft';

const good = createDraft({
  class: 'preview',
  team: 'platform',
  app: 'payments-api',
  region: 'us-east-1',
});

const check = (
  over: Partial<RequestDraft>,
  environmentClass = anEnvironmentClass(),
) =>
  checkDraft(
    { ...good, ...over },
    {
      class: environmentClass,
      checkParameters: compileParametersCheck(
        environmentClass.parametersSchema,
      ),
    },
  );

describe('checkDraft', () => {
  it('finds nothing wrong with what the API takes', () => {
    expect(
      check({
        leaseHours: 168,
        owner: ' user:default/remy ',
        source: { url: 'https://git.example.com/a.git', ref: 'main', path: '' },
        labels: [
          { key: 'cost-center', value: 'cc-1' },
          { key: '', value: '' },
        ],
      }),
    ).toEqual({});
  });

  it.each<[string, Partial<RequestDraft>, string, RegExp]>([
    ['no team', { team: ' ' }, 'team', /entity reference/],
    ['no team', { team: '' }, 'team', /^expected a team, got nothing$/],
    ['no app', { app: '' }, 'app', /^expected a component, got nothing$/],
    [
      'no region',
      { region: '' },
      'region',
      /^expected one of us-east-1, us-west-2, the regions of class preview, got nothing$/,
    ],
    [
      'a lease over the cap',
      { leaseHours: 169 },
      'leaseHours',
      /^expected at most 168, the cap of class preview, got 169$/,
    ],
    ['a lease of nothing', { leaseHours: 0 }, 'leaseHours', /at least 1/],
    [
      'a repository with credentials',
      {
        source: { url: 'https://me:pw@git.example.com', ref: 'main', path: '' },
      },
      'source.url',
      /no credentials/,
    ],
    [
      'a branch without its repository',
      { source: { url: '', ref: 'main', path: '' } },
      'source.url',
      /at least 1 character/,
    ],
    [
      'a folder outside',
      {
        source: {
          url: 'https://git.example.com/a',
          ref: 'main',
          path: '../etc',
        },
      },
      'source.path',
      /a relative folder without "\.\."/,
    ],
    [
      'a label that is none',
      { labels: [{ key: 'cost-center', value: 'a b' }] },
      'labels.cost-center',
      /a Kubernetes label value/,
    ],
    [
      'a label twice',
      {
        labels: [
          { key: 'tier', value: 'a' },
          { key: 'tier', value: 'b' },
        ],
      },
      'labels.tier',
      /keys that differ from each other, got "tier" twice/,
    ],
    [
      'a reason that engines would expand',
      { reason: 'because ${x}' },
      'reason',
      /delivery engines expand/,
    ],
  ])('says what is wrong with %s', (_, over, field, text) => {
    const texts = check(over);
    expect(Object.keys(texts)).toEqual([field]);
    expect(texts[field]).toMatch(text);
  });

  it('checks the parameters against the schema of the class', () => {
    const texts = check(
      { parameters: { retentionDays: 3, allowIngressFrom: [{}] } },
      productionClass,
    );

    expect(texts).toEqual({
      'parameters.changeTicket': 'expected a value, got nothing',
      'parameters.retentionDays': 'expected >= 90, got 3',
      'parameters.allowIngressFrom.0':
        'expected what the description says: a role or a range of addresses, got an object',
    });
  });
});

describe('draftToBody', () => {
  it('leaves out what was left empty', () => {
    expect(draftToBody(good)).toEqual({
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
    });
  });

  it('makes a body that the API takes', () => {
    const body = draftToBody({
      ...good,
      leaseHours: 24,
      owner: 'group:default/platform',
      source: {
        url: 'https://git.example.com/a.git',
        ref: ' main ',
        path: 'deploy',
      },
      labels: [{ key: 'cost-center', value: 'cc-1' }],
      parameters: { size: 'small' },
      reason: 'A look',
    });

    expect(createRequestBodySchema.parse(body)).toEqual(body);
    expect(body.source).toEqual({
      url: 'https://git.example.com/a.git',
      ref: 'main',
      path: 'deploy',
    });
  });
});
