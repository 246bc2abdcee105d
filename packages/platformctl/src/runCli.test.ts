import { chmodSync } from 'node:fs';
import { writeConfigFile } from './config/configFile';
import { InterruptedError } from './errors';
import { CliHarness } from './__testUtils__/CliHarness';
import { problem } from './__testUtils__/FixtureServer';

const requests = '/v1/environment-requests';
let cli: CliHarness;
let host: CliHarness['host'];
let server: CliHarness['server'];

beforeEach(async () => {
  cli = await CliHarness.start();
  ({ host, server } = cli);
});

afterEach(() => cli.stop());

const run = (...argv: string[]) => cli.run(...argv);

const createFlags = [
  ...['--class', 'preview', '--team', 'platform'],
  ...['--app', 'payments-api', '--region', 'us-east-1'],
];

describe('the command line', () => {
  it('lists its commands', async () => {
    await expect(run('--help')).resolves.toBe(0);
    expect(host.out).toContain('platformctl request create  ');
    expect(host.err).toBe('');
  });

  it('lists the commands of a noun', async () => {
    await expect(run('jobs', '--help')).resolves.toBe(0);
    expect(host.out).toContain('platformctl jobs replay');
    expect(host.out).not.toContain('platformctl request');
  });

  it.each([
    ['--output', 'json', 'classes'],
    ['-o', 'json', 'classes'],
    ['--output=json', 'classes'],
    ['classes', '--output', 'json'],
  ])(
    'takes options before and after the command: %s %s %s',
    async (...argv) => {
      server.on('GET /v1/environment-classes', { body: { items: [] } });
      await expect(run(...argv)).resolves.toBe(0);
      expect(JSON.parse(host.out)).toEqual({ items: [] });
    },
  );

  it('says what is wrong with a command in one line', async () => {
    await expect(run('request', 'make')).resolves.toBe(2);
    expect(host.err).toBe(
      "platformctl: There is no command 'request make'; 'platformctl --help' lists the commands\n",
    );
  });

  it('tells its version', async () => {
    await expect(run('--version')).resolves.toBe(0);
    expect(host.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each<[string, string[], string]>([
    ['nothing', [], 'Expected a command, got nothing'],
    ['a verb that is none', ['request', 'make'], "no command 'request make'"],
    ['a noun alone', ['jobs'], "no command 'jobs'"],
    ['an unknown flag', ['classes', '--colour'], 'Unknown flag --colour'],
    ['a missing id', ['request', 'get'], 'Missing <id>'],
    ['an id that is none', ['request', 'get', '../x'], 'expected a request id'],
    [
      'a field that breaks its rule',
      [
        'request',
        'create',
        ...createFlags,
        '--class',
        'No',
        '--param',
        'a=${b}',
      ],
      'These fields are wrong',
    ],
  ])('ends with 2 for %s and sends nothing', async (_, argv, message) => {
    await expect(run(...argv)).resolves.toBe(2);
    expect(host.err).toContain(message);
    expect(host.out).toBe('');
    expect(server.calls).toEqual([]);
  });

  it('ends with 1 when the server cannot be reached', async () => {
    host.fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(run('health')).resolves.toBe(1);
    expect(host.err).toContain('Could not reach the control plane at');
  });

  it.each([
    [401, 3, "Sign in with 'platformctl login'"],
    [403, 3, 'Ask somebody whose role allows it'],
    [404, 1, "'platformctl request list' shows what you see"],
    [409, 1, 'decide again'],
    [500, 1, 'It did not work'],
    [503, 1, "'platformctl health' tells what is down"],
  ])('turns a problem %i into exit code %i', async (status, code, advice) => {
    server.on(
      'GET /v1/environment-classes',
      problem(status, 'It did not work'),
    );
    await expect(run('classes')).resolves.toBe(code);
    expect(host.err).toContain('platformctl: It did not work\n');
    expect(host.err).toContain(advice);
    expect(host.out).toBe('');
  });

  it("prints a problem's fields", async () => {
    const errors = [
      { field: 'team', expected: 'a group of the catalog', got: '"nobody"' },
      { field: 'region', expected: 'one of us-east-1', got: '"mars"' },
    ];
    server.on(`POST ${requests}`, problem(400, 'team: …; region: …', errors));
    await expect(run('request', 'create', ...createFlags)).resolves.toBe(1);
    expect(host.err).toContain(
      [
        'platformctl: the server refused these fields',
        '  team: expected a group of the catalog, got "nobody"',
        '  region: expected one of us-east-1, got "mars"',
        '',
      ].join('\n'),
    );
  });

  it('keeps escape sequences in an error from the terminal', async () => {
    server.on('GET /v1/environment-classes', problem(409, 'a\u001b[2Jb'));
    await run('classes');
    expect(host.err).toContain('a\\u001b[2Jb');
  });

  it('aborts cleanly on Ctrl-C, in the middle of a call', async () => {
    const fetchNow = host.fetch;
    host.fetch = (url, init) => {
      const pending = fetchNow(url, init);
      host.controller.abort(new InterruptedError('SIGINT'));
      return pending;
    };
    await expect(run('classes')).resolves.toBe(130);
    expect(host.err).toBe('platformctl: Interrupted by SIGINT\n');
  });

  it('refuses a configuration file that others may read', async () => {
    const file = await writeConfigFile(host, { url: server.url, token: 'x' });
    chmodSync(file, 0o644);
    host.env = {};
    await expect(run('classes')).resolves.toBe(2);
    expect(host.err).toContain(`run: chmod 600 '${file}'`);
    expect(server.calls).toEqual([]);
  });

  it('sends the token of the configuration file to its address', async () => {
    await writeConfigFile(host, { url: server.url, token: 'from-file' });
    host.env = {};
    server.on('GET /v1/environment-classes', { body: { items: [] } });
    await expect(run('classes', 'list', '-o', 'json')).resolves.toBe(0);
    expect(server.seen[0].headers.authorization).toBe('Bearer from-file');
    expect(JSON.parse(host.out)).toEqual({ items: [] });
  });
});
