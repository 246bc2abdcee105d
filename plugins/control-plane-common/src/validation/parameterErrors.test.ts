import { parameterErrors, SchemaViolation } from './parameterErrors';

const violation = (over: Partial<SchemaViolation>): SchemaViolation => ({
  keyword: 'minimum',
  instancePath: '/retentionDays',
  schemaPath: '#/properties/retentionDays/minimum',
  message: 'must be >= 90',
  params: {},
  data: 3,
  ...over,
});

describe('parameterErrors', () => {
  it.each<[string, Partial<SchemaViolation>, object]>([
    [
      'a bound',
      {},
      { field: 'parameters.retentionDays', expected: '>= 90', got: '3' },
    ],
    [
      'a missing parameter',
      {
        keyword: 'required',
        instancePath: '',
        params: { missingProperty: 'changeTicket' },
        data: {},
      },
      {
        field: 'parameters.changeTicket',
        expected: 'a value',
        got: 'nothing',
      },
    ],
    [
      'an unknown parameter',
      {
        keyword: 'additionalProperties',
        instancePath: '',
        params: { additionalProperty: 'size' },
        data: { size: 'xl' },
      },
      {
        field: 'parameters.size',
        expected: 'no such parameter',
        got: '"xl"',
      },
    ],
    [
      'a pattern that its description explains',
      {
        keyword: 'pattern',
        instancePath: '/peers/0/cidr',
        message: 'must match pattern "^x$"',
        data: 'nope',
        parentSchema: { description: 'A range of addresses' },
      },
      {
        field: 'parameters.peers.0.cidr',
        expected: 'what the description says: A range of addresses',
        got: '"nope"',
      },
    ],
  ])('names %s', (_, over, expected) => {
    expect(parameterErrors([violation(over)])).toEqual([expected]);
  });

  it('keeps the error of alternatives and drops those inside them', () => {
    const errors = parameterErrors([
      violation({ schemaPath: '#/items/oneOf/0/required' }),
      violation({
        keyword: 'oneOf',
        instancePath: '/peers/0',
        schemaPath: '#/items/oneOf',
        parentSchema: { description: 'one peer' },
        data: {},
      }),
    ]);

    expect(errors).toEqual([
      {
        field: 'parameters.peers.0',
        expected: 'what the description says: one peer',
        got: 'an object',
      },
    ]);
  });
});
