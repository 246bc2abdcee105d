import { z } from 'zod';
import { lazySchema } from './lazySchema';

describe('lazySchema', () => {
  it('builds once, at the first use', () => {
    const build = jest.fn(() => z.string());
    const schema = lazySchema(build);
    expect(build).not.toHaveBeenCalled();

    expect(schema.safeParse('text').success).toBe(true);
    expect(schema.safeParse(1).success).toBe(false);
    expect(build).toHaveBeenCalledTimes(1);
  });

  it('is not built because it stands in another schema', () => {
    const build = jest.fn(() => z.string());
    z.object({ name: lazySchema(build), names: z.array(lazySchema(build)) });
    expect(build).not.toHaveBeenCalled();
  });

  it('judges inside other schemas', () => {
    const name = lazySchema(() => z.string().max(3));
    const schema = lazySchema(() =>
      z.strictObject({ name, others: z.array(name.optional()) }),
    );
    expect(schema.parse({ name: 'abc', others: [undefined] })).toEqual({
      name: 'abc',
      others: [undefined],
    });
    expect(
      schema
        .safeParse({ name: 'abcd', others: ['abcd'] })
        .error?.issues.map(({ path }) => path),
    ).toEqual([['name'], ['others', 0]]);
  });

  it('is told apart by the union that it is a member of', () => {
    const cat = lazySchema(() => z.object({ is: z.literal('cat') }));
    const dog = lazySchema(() => z.object({ is: z.literal('dog') }));
    const pet = z.discriminatedUnion('is', [cat, dog]);
    expect(pet.parse({ is: 'dog' })).toEqual({ is: 'dog' });
    expect(pet.safeParse({ is: 'cow' }).success).toBe(false);
  });

  it('gives its shape to schemas that are made from it', () => {
    const part = lazySchema(() => z.object({ a: z.string() }));
    expect(
      part.extend({ b: z.string() }).parse({ a: 'a', b: 'b', c: 'c' }),
    ).toEqual({ a: 'a', b: 'b' });
    expect(part.strict().safeParse({ a: 'a', c: 'c' }).success).toBe(false);
    expect(Object.keys(part.shape)).toEqual(['a']);
    expect(part).toBeInstanceOf(z.ZodObject);
  });

  it('keeps its identity in what is derived from it, so that registries find it', () => {
    const part = lazySchema(() => z.object({ a: z.string() }));
    const { optional } = part;
    const registry = z.registry<{ id: string }>();
    registry.add(part, { id: 'Part' });
    registry.add(z.object({ part: part.optional(), same: optional() }), {
      id: 'Whole',
    });
    const { schemas } = z.toJSONSchema(registry, { uri: id => `#/${id}` });
    expect(schemas.Whole.properties).toEqual({
      part: { $ref: '#/Part' },
      same: { $ref: '#/Part' },
    });
  });
});
