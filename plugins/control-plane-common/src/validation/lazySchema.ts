import { z } from 'zod';

/** Kinds of schemas that may be built late. Zod knows the others, which wrap one schema, by the very object that it built. */
type Late =
  | z.ZodArray
  | z.ZodDiscriminatedUnion
  | z.ZodISODateTime
  | z.ZodInt
  | z.ZodObject
  | z.ZodRecord
  | z.ZodString;

/**
 * A schema that is built when it is first used.
 *
 * @remarks
 * The API has some hundred schemas, and whoever loads this package, a backend that starts or a page that opens, needs a few of them at first.
 * To zod and to callers this is the schema: it has its type, its methods, and one identity, by which registries know it.
 */
export function lazySchema<S extends Late>(build: () => S): S {
  let built: S | undefined;
  const schema = () => (built ??= build());
  // What zod derives from `this`, such as `optional()`, has to hold on to the proxy: the receiver keeps it the only identity there is.
  return new Proxy(Object.create(null), {
    get: (_, key, receiver) => Reflect.get(schema(), key, receiver),
    has: (_, key) => Reflect.has(schema(), key),
    getPrototypeOf: () => Reflect.getPrototypeOf(schema()),
    // Zod keeps methods on the schema once they were read.
    defineProperty: (_, key, descriptor) =>
      Reflect.defineProperty(schema(), key, descriptor),
  });
}
