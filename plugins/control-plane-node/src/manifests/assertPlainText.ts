import {
  describeValue,
  unsafeTextReason,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InputError } from '@backstage/errors';

/**
 * Refuses values that are not plain JSON and text that something further down would read differently than a reviewer does.
 *
 * @remarks
 * Walks keys and values. Which text is refused, and why, stands at `unsafeTextReason`.
 *
 * @param path - Where the value stands, for the error, e.g. `request.parameters`.
 * @throws InputError that names the path.
 */
export function assertPlainText(value: unknown, path: string): void {
  // Nearly all of it is, and to say where each member stands costs more than to look at it.
  if (!isPlainAscii(value)) {
    assertPlain(value, path);
  }
}

/** Text in which nothing can be wrong but what a template would expand. */
const ASCII = /^[\n\t\x20-\x7e]*$/;

/** Whether nothing can be wrong with a value; when not, it takes a closer look to know. */
function isPlainAscii(value: unknown): boolean {
  if (typeof value === 'string') {
    return ASCII.test(value) && !value.includes('{');
  }
  if (typeof value !== 'object' || value === null) {
    return (
      value === null ||
      value === undefined ||
      typeof value === 'boolean' ||
      Number.isFinite(value)
    );
  }
  if (Array.isArray(value)) {
    return value.every(isPlainAscii);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    return false;
  }
  for (const key of Object.keys(value)) {
    if (!isPlainAscii(key) || !isPlainAscii(Reflect.get(value, key))) {
      return false;
    }
  }
  return true;
}

function assertPlain(value: unknown, path: string): void {
  switch (typeof value) {
    case 'string':
      assertText(value, path);
      return;
    case 'boolean':
    case 'undefined':
      return;
    case 'number':
      if (!Number.isFinite(value)) {
        throw new InputError(`${path}: expected a finite number, got ${value}`);
      }
      return;
    case 'object':
      assertMembers(value, path);
      return;
    default:
      throw new InputError(
        `${path}: expected plain data, got a ${typeof value}`,
      );
  }
}

function assertMembers(value: object | null, path: string): void {
  if (value === null) {
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => assertPlain(item, `${path}[${index}]`));
    return;
  }
  // An Object.prototype of any realm has no prototype itself; every class instance has at least two above it.
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new InputError(
      `${path}: expected plain data, got an instance of a class`,
    );
  }
  for (const [key, member] of Object.entries(value)) {
    assertText(key, `${path}, name of a field`);
    assertPlain(member, `${path}.${key}`);
  }
}

function assertText(text: string, path: string): void {
  const expected = /\p{Surrogate}/u.test(text)
    ? 'well-formed Unicode'
    : unsafeTextReason(text);
  if (expected) {
    throw new InputError(
      `${path}: expected ${expected}, got ${describeValue(text)}`,
    );
  }
}
