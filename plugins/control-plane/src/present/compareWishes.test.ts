import { aRequest } from '../__testUtils__/aRequest';
import { aRevision } from '../__testUtils__/aRevision';
import { compareWishes } from './compareWishes';

describe('compareWishes', () => {
  it('lists every field of a creation as new', () => {
    expect(
      compareWishes({ request: aRequest(), revision: aRevision() }),
    ).toEqual([
      { field: 'class', after: 'production 2' },
      { field: 'parameters.changeTicket', after: 'CHG-1042' },
      { field: 'source.url', after: 'https://github.com/example/billing-api' },
      { field: 'source.ref', after: 'main' },
      { field: 'labels.cost-center', after: 'cc-4200' },
      { field: 'owner', after: 'group:default/platform' },
    ]);
  });

  it('lists what a change sets, changes and removes, and nothing else', () => {
    expect(
      compareWishes({
        request: aRequest({ parameters: { replicas: 2, tier: 'gold' } }),
        revision: aRevision({
          action: 'update',
          parameters: { replicas: 4, hosts: ['a', 'b'] },
        }),
      }),
    ).toEqual([
      { field: 'parameters.replicas', before: '2', after: '4' },
      { field: 'parameters.hosts', before: undefined, after: '["a","b"]' },
      { field: 'parameters.tier', before: 'gold', after: undefined },
    ]);
  });

  it.each(['extend', 'delete'] as const)('finds no field in an %s', action => {
    expect(
      compareWishes({
        request: aRequest(),
        revision: aRevision({ action, parameters: {} }),
      }),
    ).toEqual([]);
  });
});
