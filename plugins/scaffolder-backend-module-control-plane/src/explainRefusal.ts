import {
  AuthenticationError,
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ControlPlaneError,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/**
 * Waits for a call of the control plane. A refusal is thrown in words for the log of a task: what was tried, what the control plane said, and each
 * field that is wrong on a line of its own.
 *
 * @param doing - what the call does, to follow "Could not", e.g. `ask for the environment`.
 */
export async function explainRefusal<T>(
  doing: string,
  call: Promise<T>,
): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ControlPlaneError) {
      throw toActionError(doing, error);
    }
    if (isError(error) && error.name === 'ServiceUnavailableError') {
      throw new ServiceUnavailableError(`Could not ${doing}`, error);
    }
    // What is left is an abort, or the client's own refusal of an input, which says enough by itself.
    throw error;
  }
}

function toActionError(doing: string, error: ControlPlaneError): Error {
  const said = error.problem?.detail ?? error.message;
  const message = [
    `Could not ${doing}: ${said}`,
    ...error.fieldErrors.map(describeField),
  ].join('\n');
  switch (error.status) {
    case 400:
    case 413:
    case 422:
      return new InputError(message);
    case 401:
      return new AuthenticationError(
        `${message}\nThe sign-in of the person who started the task has ended; start the task again`,
      );
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
    case 412:
    case 428:
      return new ConflictError(message);
    default:
      return new ServiceUnavailableError(message);
  }
}

function describeField({ field, expected, got }: FieldError): string {
  return `  ${field}: expected ${expected}, got ${got}`;
}
