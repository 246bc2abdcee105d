import { composeParametersSchema } from './composeParametersSchema';

describe('composeParametersSchema', () => {
  it('allows nothing where nobody reads anything', () => {
    expect(composeParametersSchema([{ reader: 'kind a' }])).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {},
      required: [],
      additionalProperties: false,
    });
  });

  it('joins properties and requirements, each once', () => {
    const ticket = { type: 'string', title: 'Ticket' };
    const schema = composeParametersSchema([
      {
        reader: 'kind a',
        schema: { properties: { size: { type: 'integer' } } },
      },
      {
        reader: 'policy pack b',
        schema: { properties: { ticket }, required: ['ticket'] },
      },
      {
        reader: 'policy pack c',
        schema: {
          properties: { ticket: { title: 'Ticket', type: 'string' } },
          required: ['ticket'],
        },
      },
    ]);
    expect(schema).toMatchObject({
      properties: { size: { type: 'integer' }, ticket },
      required: ['ticket'],
    });
  });

  it('refuses two meanings of one parameter and names both readers', () => {
    expect(() =>
      composeParametersSchema([
        { reader: 'kind a', schema: { properties: { x: { type: 'string' } } } },
        {
          reader: 'policy pack b',
          schema: { properties: { x: { type: 'number' } } },
        },
      ]),
    ).toThrow(
      'Expected one meaning of parameter "x", got different schemas from kind a and policy pack b',
    );
  });
});
