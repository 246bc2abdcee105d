import { TreeCache } from './TreeCache';
import { GitTreeEntry } from './treeObject';

const entries = (count: number): GitTreeEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${index}.yaml`,
    mode: '100644',
    id: '0'.repeat(40),
  }));

describe('TreeCache', () => {
  it('keeps what was used last when there is not room for all', () => {
    const cache = new TreeCache(3 * 2 * 250);
    for (const id of ['a', 'b', 'c']) {
      cache.add(id, entries(1));
    }
    cache.get('a');
    cache.add('d', entries(1));
    expect(
      ['a', 'b', 'c', 'd'].filter(id => cache.get(id) !== undefined),
    ).toEqual(['a', 'c', 'd']);
  });

  it('makes room for a large tree by several small ones', () => {
    const cache = new TreeCache(10 * 250);
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      cache.add(id, entries(1));
    }
    cache.add('large', entries(7));
    expect(
      ['a', 'd', 'e', 'large'].filter(id => cache.get(id) !== undefined),
    ).toEqual(['e', 'large']);
  });

  it('does not give up everything for a tree that has no room at all', () => {
    const cache = new TreeCache(10 * 250);
    cache.add('a', entries(1));
    cache.add('huge', entries(10));
    expect(cache.get('a')).toBeDefined();
    expect(cache.get('huge')).toBeUndefined();
  });
});
