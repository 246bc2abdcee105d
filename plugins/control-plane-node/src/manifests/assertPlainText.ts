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
    value.forEach((item, index) => assertPlainText(item, `${path}[${index}]`));
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
    assertPlainText(member, `${path}.${key}`);
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
