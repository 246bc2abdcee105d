import { JsonObject } from '@backstage/types';
import { determineControl, membersOf } from './ParameterControl';

describe('determineControl', () => {
  it.each<[JsonObject, object]>([
    [{ type: 'string' }, { kind: 'text', isLong: false }],
    [
      { type: 'string', maxLength: 1000 },
      { kind: 'text', isLong: true },
    ],
    [{ enum: ['a', 2] }, { kind: 'choice', values: ['a', 2] }],
    [{ enum: [{ a: 1 }] }, { kind: 'json' }],
    [{ type: 'integer' }, { kind: 'number' }],
    [{ type: 'number' }, { kind: 'number' }],
    [{ type: 'boolean' }, { kind: 'flag' }],
    [
      { type: 'array', items: { type: 'string' } },
      { kind: 'list', item: { type: 'string' } },
    ],
    [{ type: 'array' }, { kind: 'json' }],
    [{ type: 'object' }, { kind: 'json' }],
    [{ type: ['string', 'null'] }, { kind: 'json' }],
    [{}, { kind: 'json' }],
  ])('draws %j as %j', (schema, control) => {
    expect(determineControl(schema)).toEqual(control);
  });

  it('draws what is nested too deeply as JSON', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    expect(determineControl(schema, 3).kind).toBe('group');
    expect(determineControl(schema, 4).kind).toBe('json');
  });
});

describe('membersOf', () => {
  it('puts required members first', () => {
    expect(
      membersOf({
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        required: ['b'],
      }).map(({ name, isRequired }) => [name, isRequired]),
    ).toEqual([
      ['b', true],
      ['a', false],
    ]);
  });
});
