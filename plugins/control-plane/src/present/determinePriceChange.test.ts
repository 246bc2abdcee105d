import { aRequest } from '../__testUtils__/aRequest';
import { aRevision } from '../__testUtils__/aRevision';
import { determinePriceChange } from './determinePriceChange';

const now = { monthly: 900, currency: 'USD' };
const then = { monthly: 1200, currency: 'USD' };

describe('determinePriceChange', () => {
  it.each([
    ['create', now, now, { kind: 'new', then: now }],
    ['update', now, now, { kind: 'same', now }],
    ['update', now, then, { kind: 'changed', now, then }],
    ['extend', now, now, { kind: 'same', now }],
    ['delete', now, now, { kind: 'ends', now }],
  ] as const)(
    'tells what a %s from %j to %j does',
    (action, from, to, want) => {
      expect(
        determinePriceChange({
          request: aRequest({ cost: from }),
          revision: aRevision({ action, cost: to }),
        }),
      ).toEqual(want);
    },
  );
});
