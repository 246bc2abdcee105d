import { NotFoundError } from '@backstage/errors';

/** The answer to a request that is not there and to one that the caller may not see: word for word the same, so that it tells nothing. */
export function requestNotFound(id: string): NotFoundError {
  return new NotFoundError(
    `There is no request '${id}', or you may not see it`,
  );
}
