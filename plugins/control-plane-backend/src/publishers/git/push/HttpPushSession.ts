import { stringifyError } from '@backstage/errors';
import { GitConnection } from '../gitEnvironment';
import { secretsOfHeaders } from '../scrubSecrets';
import { HttpAnswer, HttpClient } from './HttpClient';
import { httpFailureWords } from './httpFailureWords';
import { GitProtocolError, PktLineParser } from './PktLineParser';
import { PushAdvertisement, readAdvertisement } from './PushAdvertisement';
import { PushReport } from './PushReport';
import { PushAnswer, PushCommand, PushSession } from './PushSession';
import {
  headOf,
  judgeReport,
  MAX_ADVERTISEMENT_BYTES,
  MAX_REPORT_BYTES,
  pushRequest,
  remoteError,
} from './receivePack';

/** Some hosts answer Git with pages for people unless it says that it is Git. */
const USER_AGENT = 'git/2.38.0 (backstage-control-plane)';

export interface HttpPushSessionOptions {
  connection: GitConnection;
  branch: string;
  /** Environment of the backend, for its certificate authorities. */
  environment: Record<string, string | undefined>;
  /** Longest time for the look, and again for the push. */
  remoteTimeoutMs: number;
  signal: AbortSignal;
}

/** A visit over smart HTTP: one request for the look, one for the push, both over one connection. */
export class HttpPushSession implements PushSession {
  /**
   * Has a look.
   *
   * @throws GitCommandError when the remote does not show the branch
   */
  static async open(options: HttpPushSessionOptions): Promise<HttpPushSession> {
    const { connection, environment, branch } = options;
    const url = connection.url.replace(/\/{1,10}$/, '');
    const client = createClient(url, environment);
    try {
      const advertisement = await look(client, url, options);
      const head = headOf(advertisement, branch);
      return new HttpPushSession(head, {
        ...options,
        url,
        client,
        advertisement,
      });
    } catch (error) {
      client.close();
      throw error;
    }
  }

  private constructor(
    readonly head: string,
    private readonly options: HttpPushSessionOptions & {
      url: string;
      client: HttpClient;
      advertisement: PushAdvertisement;
    },
  ) {}

  async push(command: PushCommand): Promise<PushAnswer> {
    const { options } = this;
    const { advertisement, client, url } = options;
    const ref = `refs/heads/${options.branch}`;
    const body = await pushRequest(advertisement, ref, command, options.signal);
    const report = new PushReport(
      advertisement.capabilities.has('side-band-64k'),
    );
    const timeout = AbortSignal.timeout(options.remoteTimeoutMs);
    let stderr = '';
    try {
      const answer = await client.request({
        method: 'POST',
        url: `${url}/git-receive-pack`,
        headers: {
          ...headersOf(options.connection),
          'Content-Type': 'application/x-git-receive-pack-request',
          Accept: 'application/x-git-receive-pack-result',
        },
        body,
        maxBytes: MAX_REPORT_BYTES,
        signal: AbortSignal.any([options.signal, timeout]),
      });
      if (answer.status !== 200) {
        stderr = `error: RPC failed; HTTP ${answer.status}`;
      } else if (!isOfType(answer, 'result')) {
        stderr = `fatal: invalid server response: ${answer.contentType}`;
      } else {
        report.feed(answer.body);
      }
    } catch (error) {
      options.signal.throwIfAborted();
      stderr = httpFailureWords(error);
    }
    return judgeReport({
      report,
      ref,
      ended: {
        exitCode: null,
        stderr,
        ...(timeout.aborted ? { stopped: 'timeout' } : {}),
      },
      secrets: secretsOfHeaders(options.connection.headers),
    });
  }

  async close(): Promise<void> {
    this.options.client.close();
  }
}

function createClient(
  url: string,
  environment: Record<string, string | undefined>,
): HttpClient {
  try {
    return new HttpClient(url, environment);
  } catch (error) {
    throw remoteError(
      `fatal: SSL certificate problem: the certificate authorities cannot be read: ${stringifyError(
        error,
      )}`,
    );
  }
}

async function look(
  client: HttpClient,
  url: string,
  options: HttpPushSessionOptions,
): Promise<PushAdvertisement> {
  const { connection, remoteTimeoutMs, signal } = options;
  const timeout = AbortSignal.timeout(remoteTimeoutMs);
  let answer: HttpAnswer;
  try {
    answer = await client.request({
      method: 'GET',
      url: `${url}/info/refs?service=git-receive-pack`,
      headers: headersOf(connection),
      maxBytes: MAX_ADVERTISEMENT_BYTES,
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw remoteError(
      httpFailureWords(error),
      timeout.aborted ? 'timeout' : undefined,
    );
  }
  if (answer.status !== 200) {
    throw remoteError(
      `fatal: unable to access '${url}/': The requested URL returned error: ${answer.status}`,
    );
  }
  if (!isOfType(answer, 'advertisement')) {
    throw remoteError(
      `fatal: ${url}/info/refs not valid: is this a git repository?`,
    );
  }
  try {
    return readHttpAdvertisement(answer.body);
  } catch (error) {
    throw error instanceof GitProtocolError
      ? remoteError(`fatal: ${error.message}`)
      : error;
  }
}

/** As over other transports, but behind a line that names the service, and a flush. */
function readHttpAdvertisement(body: Buffer): PushAdvertisement {
  const parser = new PktLineParser();
  const [service, flush, ...packets] = parser.feed(body);
  if (
    service?.type !== 'line' ||
    service.content.toString('utf8').trimEnd() !==
      '# service=git-receive-pack' ||
    flush?.type !== 'flush'
  ) {
    throw new GitProtocolError(
      'invalid server response: it does not name its service',
    );
  }
  if (
    !parser.isComplete ||
    packets.findIndex(({ type }) => type === 'flush') !== packets.length - 1
  ) {
    throw new GitProtocolError('early EOF in the list of refs');
  }
  return readAdvertisement(packets);
}

function isOfType(
  { contentType }: HttpAnswer,
  kind: 'advertisement' | 'result',
): boolean {
  return contentType.startsWith(`application/x-git-receive-pack-${kind}`);
}

function headersOf({ headers }: GitConnection): Record<string, string> {
  return { 'User-Agent': USER_AGENT, ...headers };
}
