import { parseInput } from '../validation';
import { listDriftQuerySchema, listJobsQuerySchema } from './operations';
import { listRequestsQuerySchema } from './request';

describe('query of lists', () => {
  it('reads single and repeated filters alike', () => {
    expect(
      parseInput(listRequestsQuerySchema, {
        phase: 'ready',
        team: ['platform', 'payments'],
        limit: '50',
        order: 'asc',
      }),
    ).toEqual({
      type: 'valid',
      value: {
        phase: ['ready'],
        team: ['platform', 'payments'],
        limit: 50,
        order: 'asc',
      },
    });
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', '1.5'],
    ['limit', 'many'],
    ['limit', ''],
    ['limit', ['1', '2']],
    ['cursor', ''],
    ['cursor', 'a b'],
    ['cursor', 'x'.repeat(513)],
    ['phase', 'done'],
    ['phase', ['ready', 'done']],
    ['team', Array.from({ length: 21 }, () => 'a')],
    ['team', ''],
    ['requester', ''],
    ['sort', 'team'],
    ['order', 'up'],
    ['page', '1'],
  ])('refuses %s=%j', (name, value) => {
    const result = parseInput(listRequestsQuerySchema, { [name]: value });
    expect(result.type).toBe('invalid');
    expect(
      result.type === 'invalid' && result.errors[0].field.split('.')[0],
    ).toBe(name);
  });

  it.each([
    ['true', true],
    ['false', false],
  ])('reads all=%s of the drift list as %s', (all, expected) => {
    expect(listDriftQuerySchema.parse({ all })).toEqual({ all: expected });
  });

  it('refuses a job state that is none', () => {
    expect(parseInput(listJobsQuerySchema, { state: 'lost' })).toEqual({
      type: 'invalid',
      errors: [
        {
          field: 'state',
          expected: 'one of ready, leased, done, dead, cancelled',
          got: '"lost"',
        },
      ],
    });
  });
});
