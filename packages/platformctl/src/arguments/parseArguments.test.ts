import { UsageError } from '../errors';
import { integer, pair } from './flagTypes';
import { parseArguments } from './parseArguments';

const definition = {
  name: 'platformctl request get',
  summary: 'Shows one request',
  parameters: ['<id>', '[generation]'],
  flags: {
    limit: { type: integer('--limit', { min: 1, max: 100 }) },
    label: { type: [pair('--label')] },
    all: { type: Boolean },
  },
  examples: ['platformctl request get req-0123456789abcdef'],
} as const;

describe('parseArguments', () => {
  it('reads parameters, flags and global flags', () => {
    const parsed = parseArguments(definition, [
      'req-1',
      '--limit',
      '5',
      '--label=a=b',
      '--label',
      'c=d',
      '-o',
      'json',
    ]);
    expect(parsed?.parameters).toEqual(['req-1']);
    expect(parsed?.flags).toMatchObject({
      limit: 5,
      all: undefined,
      label: [
        { key: 'a', value: 'b' },
        { key: 'c', value: 'd' },
      ],
    });
    expect(parsed?.globals.output).toBe('json');
  });

  it.each<[string, string[], string]>([
    ['an unknown flag', ['x', '--limt', '5'], 'Unknown flag --limt; see'],
    ['an unknown short flag', ['x', '-q'], 'Unknown flag -q; see'],
    ['a missing parameter', [], 'Missing <id>; see'],
    [
      'one parameter too many',
      ['a', 'b', 'c'],
      "Expected <id> [generation], got 'c' besides; see",
    ],
    ['a wrong value', ['x', '--limit', 'all'], '--limit: expected a whole'],
    ['a flag without its value', ['x', '--limit'], '--limit: expected a whole'],
    [
      'a format that is none',
      ['x', '--output', 'xml'],
      '--output: expected one of table, json, yaml, got "xml"',
    ],
  ])('refuses %s', (_, argv, message) => {
    expect(() => parseArguments(definition, argv)).toThrow(UsageError);
    expect(() => parseArguments(definition, argv)).toThrow(message);
  });

  it('shows help, even where something else is wrong', () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();
    expect(parseArguments(definition, ['--help'])).toBeUndefined();
    const [[shown]] = log.mock.calls;
    log.mockRestore();
    expect(shown).toContain(
      'platformctl request get <id> [generation] [flags]',
    );
    expect(shown).toContain('Shows one request');
    expect(shown).toContain('--label');
    expect(shown).toContain('platformctl request get req-0123456789abcdef');
  });
});
