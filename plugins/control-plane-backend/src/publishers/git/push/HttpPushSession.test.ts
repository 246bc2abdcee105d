import { createServer, RequestListener, Server } from 'node:http';
import { classifyGitFailure, GitFailure } from '../classifyGitFailure';
import { GitCommandError } from '../GitProcess';
import { gitObject } from '../objects/gitObject';
import { HttpPushSession } from './HttpPushSession';
import { FLUSH, pktLine } from './PktLineParser';
import { PushAnswer } from './PushSession';

const HEAD = 'a'.repeat(40);
const NEXT = gitObject('commit', Buffer.from('x'));

const advertisement = Buffer.concat([
  pktLine('# service=git-receive-pack\n'),
  FLUSH,
  pktLine(`${HEAD} refs/heads/main\0report-status\n`),
  FLUSH,
]);

const landed = Buffer.concat([
  pktLine('unpack ok\n'),
  pktLine('ok refs/heads/main\n'),
  FLUSH,
]);

interface Reply {
  status?: number;
  contentType?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

describe('HttpPushSession', () => {
  let server: Server;
  let url: string;
  let look: Reply;
  let push: Reply;
  let seen: Array<{ method?: string; url?: string; authorization?: string }>;
  let connections: number;

  beforeEach(async () => {
    look = { body: advertisement };
    push = { body: landed };
    seen = [];
    connections = 0;
    const serve: RequestListener = (request, response) => {
      const { method, headers } = request;
      const { authorization } = headers;
      seen.push({ method, url: request.url, authorization });
      request.resume().on('end', () => {
        const isLook = method === 'GET';
        const {
          status = 200,
          contentType,
          body,
          ...more
        } = isLook ? look : push;
        response
          .writeHead(status, {
            'content-type':
              contentType ??
              `application/x-git-receive-pack-${
                isLook ? 'advertisement' : 'result'
              }`,
            ...more.headers,
          })
          .end(body);
      });
    };
    server = createServer(serve).on('connection', () => {
      connections += 1;
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    url = `http://127.0.0.1:${
      typeof address === 'object' ? address?.port : ''
    }/repo.git`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const open = (signal = new AbortController().signal) =>
    HttpPushSession.open({
      connection: {
        url: `${url}/`,
        allowInsecure: true,
        headers: { Authorization: 'Basic c2VjcmV0OnNlY3JldC10b2tlbg==' },
      },
      branch: 'main',
      environment: {},
      remoteTimeoutMs: 5_000,
      signal,
    });

  async function failureOfLook(): Promise<GitFailure> {
    const error: unknown = await open().then(
      () => undefined,
      failure => failure,
    );
    if (!(error instanceof GitCommandError)) {
      throw new Error(`Expected a GitCommandError, got ${error}`);
    }
    return classifyGitFailure(error.result);
  }

  async function answerOfPush(): Promise<PushAnswer> {
    const session = await open();
    const answer = await session.push({
      old: HEAD,
      commit: NEXT.id,
      objects: [NEXT],
    });
    await session.close();
    return answer;
  }

  it('looks and pushes over one connection, and signs in to both', async () => {
    expect(await answerOfPush()).toEqual({ type: 'landed' });
    const authorization = 'Basic c2VjcmV0OnNlY3JldC10b2tlbg==';
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/repo.git/info/refs?service=git-receive-pack',
        authorization,
      },
      { method: 'POST', url: '/repo.git/git-receive-pack', authorization },
    ]);
    expect(connections).toBe(1);
  });

  it.each([
    [301, 'repository_missing'],
    [401, 'authentication_failed'],
    [403, 'authentication_failed'],
    [404, 'repository_missing'],
    [429, 'unreachable'],
    [503, 'unreachable'],
  ])('judges status %d of the look as %s', async (status, reason) => {
    look = { status, headers: { location: `${url}/elsewhere` } };
    expect(await failureOfLook()).toMatchObject({ reason });
    // Above all it follows no redirect, which would take the token along.
    expect(seen).toHaveLength(1);
  });

  it('takes a page for people as no repository', async () => {
    look = { contentType: 'text/html', body: '<html>Sign in</html>' };
    expect(await failureOfLook()).toMatchObject({
      reason: 'repository_missing',
    });
  });

  it.each([
    ['ends early', advertisement.subarray(0, -4)],
    ['ends within a line', advertisement.subarray(0, -9)],
    [
      'is of another service',
      Buffer.from('001e# service=git-upload-pack\n0000'),
    ],
    ['is no list of packets', Buffer.from('hello')],
  ])('does not trust a list of refs that %s', async (_, body) => {
    look = { body };
    expect(await failureOfLook()).toMatchObject({
      reason: 'unreachable',
      retryable: true,
    });
  });

  it.each<[string, Reply]>([
    ['status 502', { status: 502, body: landed }],
    ['a page for people', { contentType: 'text/html', body: landed }],
    ['a report without an end', { body: landed.subarray(0, -4) }],
    ['nothing', { body: '' }],
  ])(
    'leaves it open what became of a push when the answer is %s',
    async (_, reply) => {
      push = reply;
      expect(await answerOfPush()).toMatchObject({
        type: 'unclear',
        failure: { reason: 'unreachable', retryable: true },
      });
    },
  );

  it('knows that a push that is too large was not taken', async () => {
    push = { status: 413, contentType: 'text/html', body: '<html>' };
    expect(await answerOfPush()).toMatchObject({
      type: 'refused',
      failure: {
        reason: 'push_denied',
        retryable: false,
        aboutContent: true,
        advice: expect.stringContaining('client_max_body_size'),
      },
    });
  });

  it('does not take more of an answer than there can be', async () => {
    push = { body: Buffer.alloc(5 * 1024 * 1024, '0') };
    expect(await answerOfPush()).toMatchObject({ type: 'unclear' });
  });

  it('throws the reason of an aborted signal', async () => {
    const controller = new AbortController();
    const session = await open(controller.signal);
    controller.abort(new Error('lease lost'));
    await expect(
      session.push({ old: HEAD, commit: NEXT.id, objects: [] }),
    ).rejects.toThrow('lease lost');
    await session.close();
    expect(seen).toHaveLength(1);
  });

  it('tells that nobody listens', async () => {
    server.close();
    server.closeAllConnections();
    expect(await failureOfLook()).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('does not take connections'),
    });
  });
});
