import { connectTo } from '../config/connection';
import { FailedError, InterruptedError, TimedOutError } from '../errors';
import { FakeHost } from '../__testUtils__/FakeHost';
import { FixtureServer, problem } from '../__testUtils__/FixtureServer';
import { aRequest, aRevision, requestId } from '../__testUtils__/fixtures';
import { waitForRequest, WaitOptions } from './waitForRequest';

const read = `GET /v1/environment-requests/${requestId}`;
let host: FakeHost;
let server: FixtureServer;

beforeEach(async () => {
  host = new FakeHost();
  server = await FixtureServer.start();
});

afterEach(async () => {
  host.dispose();
  await server.stop();
});

function wait(overrides: Partial<WaitOptions> = {}) {
  return waitForRequest({
    client: connectTo({ url: server.url }, host),
    id: requestId,
    goal: { type: 'phase', phase: 'ready' },
    timeoutMs: 60_000,
    host,
    ...overrides,
  });
}

const reconciling = aRequest({
  phase: 'reconciling',
  progress: {
    step: 'publish',
    message: 'waits for the lane of main',
    since: '2030-01-31T11:00:00.000Z',
  },
});

describe('waitForRequest', () => {
  it('tells each change once and ends when the goal is reached', async () => {
    server.on(
      read,
      { body: aRequest({ phase: 'queued' }) },
      { body: reconciling },
      { body: reconciling },
      { body: aRequest() },
    );
    await expect(wait()).resolves.toMatchObject({ phase: 'ready' });
    expect(host.err).toBe(
      [
        '2030-01-31T12:00:00.000Z queued',
        '2030-01-31T12:00:00.500Z reconciling; publish: waits for the lane of main',
        '2030-01-31T12:00:02.375Z ready',
        '',
      ].join('\n'),
    );
    expect(host.out).toBe('');
  });

  it('pauses longer and longer, up to five seconds, and never past the end', async () => {
    server.on(read, { body: reconciling });
    await expect(wait({ timeoutMs: 20_000 })).rejects.toThrow(TimedOutError);
    expect(host.clock.sleeps).toEqual([
      500, 750, 1125, 1688, 2532, 3798, 5000, 4607,
    ]);
  });

  it('says what was last seen when time is up', async () => {
    server.on(read, { body: reconciling });
    await expect(wait({ timeoutMs: 1_000 })).rejects.toThrow(
      `${requestId} is not there after 1 s; last seen: reconciling; publish: waits for the lane of main. Wait longer with`,
    );
  });

  it('ends as soon as the goal is out of reach', async () => {
    server.on(read, { body: aRequest({ phase: 'rejected' }) });
    const failure = wait();
    await expect(failure).rejects.toThrow(FailedError);
    await expect(failure).rejects.toThrow('the request is rejected');
    expect(host.clock.sleeps).toEqual([]);
  });

  it('rides out a restart of the server', async () => {
    server.on(
      read,
      { body: reconciling },
      problem(503, 'The database cannot be reached'),
      { body: aRequest() },
    );
    await expect(wait()).resolves.toMatchObject({ phase: 'ready' });
    expect(host.err).toContain('The database cannot be reached; trying again');
  });

  it('does not ride out a refusal', async () => {
    server.on(
      read,
      { body: reconciling },
      problem(404, 'There is no such request'),
    );
    await expect(wait()).rejects.toMatchObject({ status: 404 });
  });

  it('waits for a revision to be in force', async () => {
    const revision = `${read}/revisions/2`;
    server
      .on(read, { body: aRequest({ generation: 2 }) })
      .on(
        revision,
        { body: aRevision({ generation: 2, state: 'approved' }) },
        { body: aRevision({ generation: 2, state: 'effective' }) },
      );
    await wait({ goal: { type: 'revision', generation: 2 } });
    expect(server.calls).toEqual([revision, read, revision, read]);
  });

  it('ends at once when it is interrupted', async () => {
    server.on(read, { body: reconciling });
    host.clock.onSleep = () =>
      host.controller.abort(new InterruptedError('SIGINT'));
    await expect(wait()).rejects.toThrow(InterruptedError);
    expect(server.calls).toHaveLength(1);
  });
});
