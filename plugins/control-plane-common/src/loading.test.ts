import type * as Zod from 'zod';

/** Functions of zod that make a schema, each noting its name when it is called. */
function recording(z: typeof Zod.z, called: string[]): object {
  return Object.fromEntries(
    Object.entries(z).map(([name, member]: [string, unknown]) => [
      name,
      typeof member === 'function'
        ? (...args: unknown[]) => {
            called.push(name);
            return Reflect.apply(member, z, args);
          }
        : member,
    ]),
  );
}

/** What zod itself builds late, and what wraps a schema and is no work. */
const CHEAP = ['json', 'optional', 'preprocess'];

it('builds no schema while it is loaded', () => {
  const called: string[] = [];
  jest.isolateModules(() => {
    jest.doMock('zod', () => {
      const actual = jest.requireActual<typeof Zod>('zod');
      return { ...actual, z: recording(actual.z, called) };
    });
    const { labelSchema } =
      jest.requireActual<typeof import('./index')>('./index');
    expect(called.filter(name => !CHEAP.includes(name))).toEqual([]);

    labelSchema.parse('a');
    expect(called).toContain('string');
  });
});
