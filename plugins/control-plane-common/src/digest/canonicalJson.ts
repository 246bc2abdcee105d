/**
 * Canonical JSON after RFC 8785 (JCS): keys sorted by UTF-16 code units, no white space, ECMAScript number and string forms.
 *
 * @remarks
 * Two values have the same text if and only if they are the same JSON value, so digests and signatures over the text bind the value.
 * Members that are `undefined` are left out, as JSON.stringify does.
 *
 * @throws TypeError for what JSON cannot hold: numbers that are not finite, lone surrogates, functions, bigints, dates and other class instances.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) {
        throw new TypeError(`Expected a finite number in JSON, got ${value}`);
      }
      return JSON.stringify(value);
    case 'string':
      if (/\p{Surrogate}/u.test(value)) {
        throw new TypeError(
          'Expected well-formed Unicode in JSON, got a lone surrogate',
        );
      }
      return JSON.stringify(value);
    case 'object':
      return canonicalObject(value);
    default:
      throw new TypeError(`Expected a JSON value, got ${typeof value}`);
  }
}

function canonicalObject(value: object | null): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    // `from` visits holes too, which are as little JSON as undefined is.
    return `[${Array.from(value, canonicalJson).join(',')}]`;
  }
  const prototype = Object.getPrototypeOf(value);
  // The prototype of a plain object has none itself, in whichever realm it was made.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(
      'Expected a plain object in JSON, got an instance of a class',
    );
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // The comparison of UTF-16 code units that RFC 8785 §3.2.3 asks for is the default one of strings.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
