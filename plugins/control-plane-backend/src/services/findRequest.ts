import { factsOf } from '../domain/request/Request';
import { FoundRequest } from '../permissions/Authorizer';
import { RequestStore } from '../store/RequestStore';

/** What the authorizer judges: missing and hidden requests are told apart only inside it. */
export async function findRequest(
  requests: RequestStore,
  id: string,
): Promise<FoundRequest> {
  const request = await requests.get(id);
  return { id, facts: request && factsOf(request) };
}
