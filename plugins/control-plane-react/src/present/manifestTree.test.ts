import { manifestTree } from './manifestTree';

const file = (path: string, content = 'kind: A\n') => ({
  path,
  content,
  digest: `sha256:${'0'.repeat(64)}`,
});

describe('manifestTree', () => {
  it('puts files into their folders, both in order', () => {
    const tree = manifestTree([
      file('z.yaml'),
      file('b/x.yaml'),
      file('a.yaml'),
    ]);
    expect(tree.files.map(({ name }) => name)).toEqual(['a.yaml', 'z.yaml']);
    expect(tree.folders).toMatchObject([
      { name: 'b', files: [{ name: 'x.yaml', path: 'b/x.yaml' }] },
    ]);
  });

  it('joins folders that hold nothing but one folder', () => {
    const tree = manifestTree([file('a/b/c/x.yaml'), file('a/b/d/y.yaml')]);
    expect(tree.folders.map(({ name }) => name)).toEqual(['a/b']);
    expect(tree.folders[0].folders.map(({ name }) => name)).toEqual(['c', 'd']);
  });

  it('names each kind of object in a file once', () => {
    const content = 'kind: Role\n---\nkind: Role\n---\nkind: "ConfigMap"\n';
    expect(manifestTree([file('a.yaml', content)]).files[0].kinds).toBe(
      'Role, ConfigMap',
    );
  });
});
