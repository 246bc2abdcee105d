import { JsonObject } from '@backstage/types';
import { createParametersCheck } from './checkParameters';

const check = createParametersCheck({
  type: 'object',
  properties: {
    days: { type: 'integer', minimum: 90, default: 365 },
    ticket: {
      type: 'string',
      description: 'a key such as OPS-42',
      pattern: '^[A-Z]+-[0-9]+$',
    },
    peers: {
      type: 'array',
      items: {
        type: 'object',
        description: 'a team or a range',
        properties: { team: { type: 'string' }, cidr: { type: 'string' } },
        oneOf: [{ required: ['team'] }, { required: ['cidr'] }],
        additionalProperties: false,
      },
    },
  },
  required: ['ticket'],
  additionalProperties: false,
});

describe('createParametersCheck', () => {
  it('fills in defaults and leaves its argument alone', () => {
    const parameters = { ticket: 'OPS-42' };
    expect(check(parameters)).toEqual({
      type: 'valid',
      parameters: { ticket: 'OPS-42', days: 365 },
    });
    expect(parameters).toEqual({ ticket: 'OPS-42' });
  });

  it.each<[JsonObject, string, string, string]>([
    [{}, 'parameters.ticket', 'a value', 'nothing'],
    [
      { ticket: 'OPS-42', color: 'red' },
      'parameters.color',
      'no such parameter',
      '"red"',
    ],
    [
      { ticket: 'later' },
      'parameters.ticket',
      'what the description says: a key such as OPS-42',
      '"later"',
    ],
    [{ ticket: 'OPS-42', days: 7 }, 'parameters.days', '>= 90', '7'],
    [{ ticket: 'OPS-42', days: '7' }, 'parameters.days', 'integer', '"7"'],
    [
      { ticket: 'OPS-42', peers: [{ team: 'a', cidr: 'b' }] },
      'parameters.peers.0',
      'what the description says: a team or a range',
      'an object',
    ],
  ])('says of %j what is wrong with %s', (parameters, field, expected, got) => {
    expect(check(parameters)).toEqual({
      type: 'invalid',
      errors: [{ field, expected, got }],
    });
  });

  it('reports every wrong field at once', () => {
    const result = check({ days: 1, color: 'red' });
    expect(
      result.type === 'invalid' && result.errors.map(({ field }) => field),
    ).toEqual(['parameters.ticket', 'parameters.color', 'parameters.days']);
  });
});
