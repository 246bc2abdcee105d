import { z } from 'zod';
import { ControlPlaneError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FailedError } from '../errors';
import { Host } from '../Host';

/** The people of the development-only sign-in. */
export const PERSONAS = ['viewer', 'requester', 'approver', 'admin'] as const;
export type Persona = (typeof PERSONAS)[number];

const answerSchema = z.object({
  backstageIdentity: z.object({ token: z.string().min(1) }),
});

/**
 * A token of one of the people of the demo sign-in, which only a backend in development has.
 *
 * @param url - address of the Backstage backend, without a slash at its end.
 */
export async function mintDemoToken(
  url: string,
  persona: Persona,
  host: Host,
): Promise<string> {
  const response = await host
    .fetch(`${url}/api/auth/control-plane-demo/refresh`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'x-requested-with': 'XMLHttpRequest',
        'x-control-plane-demo-persona': persona,
      },
      signal: host.signal,
    })
    .catch((error: unknown) => {
      host.signal.throwIfAborted();
      throw new FailedError(`Could not reach ${url}; is it running?`, error);
    });
  if (!response.ok) {
    const { message } = await ControlPlaneError.fromResponse(response);
    throw new FailedError(
      `${url} gave no token for ${persona} (${response.status}): ${message}. Only a backend in development has the demo sign-in`,
    );
  }
  const answer = answerSchema.safeParse(await response.json().catch(() => {}));
  if (!answer.success) {
    throw new FailedError(
      `Expected a token from ${url}, got an answer in another format; is it the address of a Backstage backend?`,
    );
  }
  return answer.data.backstageIdentity.token;
}
