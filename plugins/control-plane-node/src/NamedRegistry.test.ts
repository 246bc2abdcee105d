import { ConflictError, InputError } from '@backstage/errors';
import { NamedRegistry } from './NamedRegistry';

describe('NamedRegistry', () => {
  const registry = () =>
    NamedRegistry.create({
      noun: 'fruit',
      entries: [{ name: 'pear' }, { name: 'apple' }],
    });

  it('lists entries by name, whatever the order they came in', () => {
    expect(registry().names()).toEqual(['apple', 'pear']);
    expect(registry().all()).toEqual([{ name: 'apple' }, { name: 'pear' }]);
  });

  it('finds by name', () => {
    expect(registry().find('pear')).toEqual({ name: 'pear' });
    expect(registry().find('plum')).toBeUndefined();
  });

  it('names the field, what is known and what came when asked for another', () => {
    expect(() => registry().get('plum', 'class.fruit')).toThrow(
      new InputError(
        'class.fruit: expected a known fruit (apple, pear), got "plum"',
      ),
    );
  });

  it('refuses a name that is taken', () => {
    expect(() => registry().add({ name: 'pear' })).toThrow(ConflictError);
  });

  it.each(['', 'Pear', 'a/b', '-a', 'a'.repeat(64), 'a\n'])(
    'refuses %j as a name',
    name => {
      expect(() => registry().add({ name })).toThrow(InputError);
    },
  );
});
