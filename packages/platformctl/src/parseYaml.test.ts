import { parseYaml } from './parseYaml';

describe('parseYaml', () => {
  it('reads YAML and JSON', () => {
    expect(parseYaml('a.yaml', 'a: 1\n')).toEqual({ a: 1 });
    expect(parseYaml('a.json', '{"a": 1}\n')).toEqual({ a: 1 });
    expect(parseYaml('a.json', '')).toBeUndefined();
  });

  it.each([
    ['a.json', '{\n  "a": 1,\n  "b": s3cret\n}\n', 'JSON in a.json, line 3'],
    ['a.json', '{\n  "a": 1,\n', 'JSON in a.json, line 2'],
    ['a.json', 'a: 1\n', 'JSON in a.json, line 1'],
    ['a.yaml', 'a: 1\nb: [\n', 'YAML in a.yaml, line'],
  ])(
    'says of a broken %s where it breaks, without quoting it',
    (file, content, message) => {
      const parse = () => parseYaml(file, content);
      expect(parse).toThrow(`Expected ${message}`);
      expect(parse).not.toThrow('s3cret');
    },
  );
});
