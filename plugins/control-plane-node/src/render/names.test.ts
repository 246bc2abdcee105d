import { requestNamespaces, requestRoot } from './names';

const request = {
  id: 'req-0123456789abcdef',
  team: 'payments',
  app: 'checkout',
};

describe('requestRoot', () => {
  it('has a folder for each request', () => {
    expect(requestRoot(request, { region: 'us-east-1' })).toBe(
      'clusters/us-east-1/teams/payments/checkout/req-0123456789abcdef',
    );
  });
});

describe('requestNamespaces', () => {
  it('names the first after the request and the others after their role as well', () => {
    expect(requestNamespaces(request, ['app', 'data', 'jobs'])).toEqual([
      { role: 'app', name: 'payments-checkout-01234567' },
      { role: 'data', name: 'payments-checkout-01234567-data' },
      { role: 'jobs', name: 'payments-checkout-01234567-jobs' },
    ]);
  });

  it.each([
    [63, ['app'], 27],
    [63, ['app', 'data'], 22],
  ])(
    'accepts a name of exactly %i characters for roles %j',
    (length, roles, teamLength) => {
      const names = requestNamespaces(
        { ...request, team: 't'.repeat(teamLength), app: 'a'.repeat(26) },
        roles,
      );
      expect(names[names.length - 1].name).toHaveLength(length);
    },
  );

  it.each([
    [['app'], 28],
    [['app', 'data'], 23],
  ])(
    'refuses a longer name for roles %j instead of cutting it',
    (roles, teamLength) => {
      expect(() =>
        requestNamespaces(
          { ...request, team: 't'.repeat(teamLength), app: 'a'.repeat(26) },
          roles,
        ),
      ).toThrow(
        /^request\.team and request\.app: expected names .* 63 characters, got 64 in "t/,
      );
    },
  );

  it.each(['kube', 'openshift'])(
    'refuses the reserved prefix of team %s',
    team => {
      expect(() => requestNamespaces({ ...request, team }, ['app'])).toThrow(
        'nobody has reserved',
      );
    },
  );
});
