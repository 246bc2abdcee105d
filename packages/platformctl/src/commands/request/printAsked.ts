import {
  ControlPlaneClient,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DEFAULT_TIMEOUT_MS } from '../../arguments/requestFlags';
import { Host } from '../../Host';
import { Output } from '../../output/Output';
import { formatRequest } from '../../output/requests';
import { waitForRequest } from '../../wait/waitForRequest';

/** Prints a request after a revision was asked for; with `--wait`, as it is once that revision is in force. */
export async function printAsked(
  call: {
    flags: { wait?: boolean; timeout?: number };
    host: Host;
    output: Output;
  },
  client: ControlPlaneClient,
  asked: EnvironmentRequest,
): Promise<void> {
  const { flags, host, output } = call;
  const { id, generation } = asked;
  host.stderr(`Generation ${generation} of ${id}\n`);
  const request = flags.wait
    ? await waitForRequest({
        client,
        id,
        goal: { type: 'revision', generation },
        timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
        host,
      })
    : asked;
  output.print(request, formatRequest);
}
