import { isLabel, isReservedNamespace, splitEntityRef } from './names';

describe('isLabel', () => {
  it.each(['a', '0', 'payments-api', 'a--b', 'x'.repeat(63)])(
    'accepts %j',
    value => {
      expect(isLabel(value)).toBe(true);
    },
  );

  it.each([
    '',
    '-a',
    'a-',
    'A',
    'a.b',
    'a_b',
    'a b',
    'a/b',
    '..',
    'a\n',
    '\na',
    'a\r',
    'a\u2028',
    'a\u0000',
    'é',
    'а', // Cyrillic
    'a\u202e',
    '${a}',
    '{{a}}',
    'x'.repeat(64),
  ])('refuses %j', value => {
    expect(isLabel(value)).toBe(false);
  });
});

describe('isReservedNamespace', () => {
  it.each([
    'default',
    'kube-system',
    'kube-x',
    'argocd',
    'openshift-monitoring',
  ])('keeps %j for the cluster', value => {
    expect(isReservedNamespace(value)).toBe(true);
  });

  it.each(['kube', 'defaults', 'payments-api', 'my-argocd'])(
    'leaves %j to teams',
    value => {
      expect(isReservedNamespace(value)).toBe(false);
    },
  );
});

describe('splitEntityRef', () => {
  it.each([
    ['payments-api', { name: 'payments-api' }],
    ['default/payments-api', { namespace: 'default', name: 'payments-api' }],
    ['component:payments-api', { kind: 'component', name: 'payments-api' }],
    [
      'Component:Default/Payments_API.v2',
      { kind: 'component', namespace: 'default', name: 'payments_api.v2' },
    ],
  ])('reads %j', (value, expected) => {
    expect(splitEntityRef(value)).toEqual(expected);
  });

  it.each([
    '',
    ':a',
    'a:',
    'a/',
    '/a',
    'a/b/c',
    'a:b:c',
    '-a',
    '..',
    'a\n',
    'a b',
  ])('refuses %j', value => {
    expect(splitEntityRef(value)).toBeUndefined();
  });
});
