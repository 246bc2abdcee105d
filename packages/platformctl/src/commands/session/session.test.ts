import { readFileSync, statSync } from 'node:fs';
import { load } from 'js-yaml';
import { configFilePath } from '../../config/configFile';
import { CliHarness } from '../../__testUtils__/CliHarness';
import { problem } from '../../__testUtils__/FixtureServer';

const refreshRoute = 'POST /api/auth/control-plane-demo/refresh';
let cli: CliHarness;
let host: CliHarness['host'];
let server: CliHarness['server'];

beforeEach(async () => {
  cli = await CliHarness.start();
  ({ host, server } = cli);
});

afterEach(() => cli.stop());

const run = (...argv: string[]) => cli.run(...argv);

describe('signing in', () => {
  const token = [
    'e30',
    Buffer.from('{"exp":1896000000}').toString('base64url'),
    'x',
  ].join('.');

  beforeEach(() => {
    host.env = {};
    server
      .on(refreshRoute, { body: { backstageIdentity: { token } } })
      .on('GET /v1/environment-classes', { body: { items: [] } });
  });

  it('mints a token of a persona and prints nothing else', async () => {
    await expect(
      run('token', 'mint', '--as', 'requester', '--url', server.url),
    ).resolves.toBe(0);
    expect(host.out).toBe(`${token}\n`);
    expect(server.seen[0].headers).toMatchObject({
      'x-requested-with': 'XMLHttpRequest',
      'x-control-plane-demo-persona': 'requester',
    });
  });

  it('says that only development has the demo sign-in', async () => {
    server.on(refreshRoute, {
      status: 404,
      body: { error: { name: 'NotFoundError', message: 'No such provider' } },
    });
    await expect(
      run('token', 'mint', '--as', 'admin', '--url', server.url),
    ).resolves.toBe(1);
    expect(host.err).toContain(
      'No such provider. Only a backend in development',
    );
  });

  it('keeps address and token for its owner alone', async () => {
    await expect(
      run('login', '--url', server.url, '--as', 'approver'),
    ).resolves.toBe(0);
    const file = configFilePath(host);
    expect(statSync(file).mode % 0o1000).toBe(0o600);
    expect(load(readFileSync(file, 'utf8'))).toEqual({
      url: server.url,
      token,
    });
    expect(host.err).toContain('until 2030-01-30T10:40:00.000Z');
    expect(host.out + host.err).not.toContain(token);
  });

  it("takes the token of Backstage's own command line", async () => {
    host.program = { exitCode: 0, stdout: `${token}\n` };
    await expect(run('login', '--url', server.url)).resolves.toBe(0);
    expect(host.programs).toEqual(['backstage-cli auth print-token']);
    expect(server.seen[0].headers.authorization).toBe(`Bearer ${token}`);
  });

  it.each([
    ['is not there', undefined, 'There is no backstage-cli on the PATH'],
    ['gives none', { exitCode: 1, stdout: '' }, 'gave no token'],
  ])('explains what to do when it %s', async (_, program, message) => {
    host.program = program;
    await expect(run('login', '--url', server.url)).resolves.toBe(1);
    expect(host.err).toContain(message);
    expect(host.err).toContain('backstage-cli auth login --backend-url');
  });

  it('keeps nothing that the server refuses', async () => {
    server.on('GET /v1/environment-classes', problem(401, 'Expired'));
    await expect(
      run('login', '--url', server.url, '--token', 'old'),
    ).resolves.toBe(3);
    expect(() => statSync(configFilePath(host))).toThrow('ENOENT');
  });
});
