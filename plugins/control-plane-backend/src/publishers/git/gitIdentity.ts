import { InputError } from '@backstage/errors';

/** Who a commit is by. */
export interface GitIdentity {
  name: string;
  email: string;
}

/** @throws InputError when the identity could break out of a commit header */
export function checkIdentity(field: string, identity: GitIdentity): void {
  for (const [part, value] of Object.entries(identity)) {
    if (typeof value !== 'string' || value.trim() === '') {
      throw new InputError(`${field}.${part} must not be empty`);
    }
    if (/[\p{Cc}\p{Cf}<>]/u.test(value)) {
      throw new InputError(
        `${field}.${part} must have no control characters and no angle brackets, got ${JSON.stringify(
          value,
        )}`,
      );
    }
  }
}
