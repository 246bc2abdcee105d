import { resolve } from 'node:path';
import { LocationRules, locationRuleProblem } from './LocationRules';

const BASE = 'url:https://github.com/acme/platform/blob/main';
const rules = LocationRules.create([
  `${BASE}/classes/`,
  `${BASE}/one.yaml`,
  'url:https://dev.azure.com/acme/_git/repo?path=/classes.yaml',
  'file:examples/classes.yaml',
  'file:examples/folder/',
]);

describe('LocationRules', () => {
  it.each([
    `${BASE}/classes/preview.yaml`,
    `${BASE}/classes/deep/er/preview.yaml`,
    `${BASE}/one.yaml`,
    'url:https://dev.azure.com/acme/_git/repo?path=/classes.yaml',
    `file:${resolve('examples/classes.yaml')}`,
    `file:${resolve('examples/folder/a.yaml')}`,
  ])('trust %s', location => {
    expect(rules.trusts(location)).toBe(true);
  });

  it.each([
    ['another folder', `${BASE}/other/preview.yaml`],
    ['a folder that begins alike', `${BASE}/classes-evil/preview.yaml`],
    ['a file that begins alike', `${BASE}/one.yaml.evil`],
    [
      'the way out by dots',
      `${BASE}/classes/../../../../evil/x/blob/main/c.yaml`,
    ],
    ['the way out by escaped dots', `${BASE}/classes/%2e%2e/%2E%2E/evil.yaml`],
    ['the way out by an escaped slash', `${BASE}/classes/..%2f..%2fevil.yaml`],
    ['the way out by a backslash', `${BASE}/classes/..\\..\\evil.yaml`],
    ['a query below a folder', `${BASE}/classes/a.yaml?ref=evil`],
    ['a fragment below a folder', `${BASE}/classes/a.yaml#evil`],
    [
      'a name before the host',
      'url:https://github.com@evil.example/acme/platform/blob/main/one.yaml',
    ],
    [
      'credentials of the host itself',
      'url:https://a:b@github.com/acme/platform/blob/main/classes/a.yaml',
    ],
    [
      'another host that begins alike',
      'url:https://github.com.evil.example/acme/platform/blob/main/classes/a',
    ],
    [
      'another protocol',
      'url:http://github.com/acme/platform/blob/main/classes/a.yaml',
    ],
    [
      'another port',
      'url:https://github.com:8443/acme/platform/blob/main/classes/a.yaml',
    ],
    [
      'another type',
      `file:https://github.com/acme/platform/blob/main/one.yaml`,
    ],
    ['an unknown type', 'bootstrap:bootstrap'],
    ['no type', 'https://github.com/acme/platform/blob/main/one.yaml'],
    ['another file', `file:${resolve('examples/other.yaml')}`],
    ['a file by dots', `file:${resolve('examples')}/folder/../other.yaml`],
    ['nothing', ''],
  ])('do not trust %s', (_, location) => {
    expect(rules.trusts(location)).toBe(false);
  });

  it('trust nothing when there are none', () => {
    expect(LocationRules.create([]).trusts(`${BASE}/one.yaml`)).toBe(false);
  });

  it.each([
    ['https://github.com/acme', /a location such as/],
    ['url:ftp://example.com/', /http or https/],
    ['url:https://a:b@example.com/', /without credentials/],
    ['url:https://example.com/a%2Fb/', /escaped/],
    ['url:https://Example.com/a/', /plain form, "url:https:\/\/example.com\/a/],
    ['url:https://example.com/a/../b/', /plain form/],
    ['url:https://example.com/a?b=/', /no query/],
  ])('say what is wrong with the rule %s', (rule, expected) => {
    expect(locationRuleProblem(rule)).toMatch(expected);
    expect(() => LocationRules.create([rule])).toThrow(expected);
  });
});
