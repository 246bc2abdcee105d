import {
  AuthenticationError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * Waits for what a service of Backstage answers about a caller.
 *
 * @param service - its name, for people
 * @throws AuthenticationError when it does not know the caller
 * @throws ServiceUnavailableError when there is no answer, or any other refusal: that one is meant for the control plane, and who called can only
 * try again
 */
export async function askService<T>(
  service: string,
  answer: Promise<T>,
): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (saysWhoIsNobody(error)) {
      throw new AuthenticationError(
        `Backstage’s ${service} service does not know your credentials; sign in again`,
        error,
      );
    }
    throw new ServiceUnavailableError(
      `Backstage could not say what you may do: its ${service} service did not answer; try again in a moment`,
      error,
    );
  }
}

function saysWhoIsNobody(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'AuthenticationError' || error.statusCode === 401)
  );
}
