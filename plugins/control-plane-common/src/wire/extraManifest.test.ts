import { parseInput } from '../validation/fieldErrors';
import {
  extraManifestsSchema,
  MAX_EXTRA_MANIFEST_BYTES,
  MAX_EXTRA_MANIFESTS,
} from './extraManifest';

const CONTENT = 'apiVersion: v1\nkind: ConfigMap\n';

function check(input: unknown) {
  const result = parseInput(extraManifestsSchema, input);
  return result.type === 'valid' ? 'valid' : result.errors;
}

describe('extra manifests', () => {
  it('are named files with YAML in them, or none at all', () => {
    expect(check([])).toBe('valid');
    expect(
      check([
        { name: 'deployment.yaml', content: CONTENT },
        { name: 'a-2.yaml', content: '# Zürich\n---\n' },
      ]),
    ).toBe('valid');
  });

  it.each([
    'Deployment.yaml',
    'deployment.yml',
    'deployment',
    '-a.yaml',
    'a-.yaml',
    'a/b.yaml',
    '../a.yaml',
    '.yaml',
    'a.yaml\n',
    `${'a'.repeat(59)}.yaml`,
  ])('refuses the file name %j', name => {
    expect(check([{ name, content: CONTENT }])).toEqual([
      {
        field: '0.name',
        expected:
          'a file name such as "deployment.yaml": an RFC 1123 label of at most 58 characters and ".yaml"',
        got: expect.any(String),
      },
    ]);
  });

  it.each([
    ['nothing', '', 'at least 1 character'],
    [
      'a Flux substitution',
      'a: ${B}',
      'neither "${" nor "{{", which delivery engines expand',
    ],
    [
      'a template',
      'a: {{ b }}',
      'neither "${" nor "{{", which delivery engines expand',
    ],
    ['a control character', 'a: \u001b', 'no control characters'],
    [
      'a hidden character',
      'a: b\u202ec',
      'no invisible or bidirectional control characters',
    ],
    [
      'carriage returns',
      'a: b\r\n',
      'lines that end with a line feed alone, without carriage returns',
    ],
    [
      'a lone surrogate',
      'a: \ud800',
      'well-formed Unicode, without half a surrogate pair',
    ],
    [
      'more bytes than a file may have',
      'ü'.repeat(MAX_EXTRA_MANIFEST_BYTES / 2 + 1),
      'at most 64 KiB of UTF-8',
    ],
  ])('refuses %s in a file', (_, content, expected) => {
    expect(check([{ name: 'a.yaml', content }])).toEqual([
      { field: '0.content', expected, got: expect.any(String) },
    ]);
  });

  it('refuses more files, more bytes and the same name twice', () => {
    const files = (count: number, content: string) =>
      Array.from({ length: count }, (_, index) => ({
        name: `f${index}.yaml`,
        content,
      }));
    expect(check(files(MAX_EXTRA_MANIFESTS, CONTENT))).toBe('valid');
    expect(check(files(MAX_EXTRA_MANIFESTS + 1, CONTENT))).toEqual([
      {
        field: 'body',
        expected: 'at most 20 entries',
        got: 'a list of 21',
      },
    ]);
    expect(check(files(3, 'x'.repeat(MAX_EXTRA_MANIFEST_BYTES)))).toBe('valid');
    expect(check(files(4, 'x'.repeat(MAX_EXTRA_MANIFEST_BYTES)))).toEqual([
      {
        field: 'body',
        expected:
          'at most 200 KiB of UTF-8 in all files together, but there are 256 KiB',
        got: 'a list of 4',
      },
    ]);
    expect(check([...files(1, CONTENT), ...files(1, CONTENT)])).toEqual([
      {
        field: '1.name',
        expected: 'names that differ from each other',
        got: '"f0.yaml"',
      },
    ]);
  });
});
