import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from './gitEnvironment';
import { GitCommandError, GitProcess } from './GitProcess';

describe('GitProcess', () => {
  const { signal } = new AbortController();
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'control-plane-git-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function program(script: string): Promise<GitProcess> {
    const file = join(folder, 'program');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return new GitProcess({ program: file });
  }

  it('accepts the Git of this machine', async () => {
    expect(await new GitProcess().checkGit(signal)).toMatch(/^\d+\.\d+/);
  });

  it('says what to do when Git is missing', async () => {
    const git = new GitProcess({ program: join(folder, 'none') });
    await expect(git.checkGit(signal)).rejects.toThrow(
      /Git 2\.38 or newer is needed.*could not be started; install Git/,
    );
  });

  it('says what to do when Git is too old', async () => {
    const git = await program('echo git version 2.34.1');
    await expect(git.checkGit(signal)).rejects.toThrow(
      /2\.38 or newer is needed.*version 2\.34 is installed; upgrade Git/,
    );
  });

  it('does not take another program for Git', async () => {
    const git = await program('echo hello');
    await expect(git.checkGit(signal)).rejects.toThrow(/answered 'hello'/);
  });

  it('reads neither settings of the user nor of the machine', async () => {
    await writeFile(
      join(folder, '.gitconfig'),
      '[user]\n\tname = Somebody Else\n',
    );
    const git = new GitProcess({
      environment: {
        PATH: process.env.PATH,
        HOME: folder,
        GIT_DIR: '/elsewhere',
        GIT_CONFIG_GLOBAL: join(folder, '.gitconfig'),
      },
    });
    const settings = await git.run({
      args: ['config', '--list', '--show-origin'],
      signal,
    });
    expect(settings.toString()).not.toContain('Somebody Else');
    expect(settings.toString()).toMatch(/core\.hookspath=\/dev\/null/);
    expect(settings.toString()).toMatch(/protocol\.allow=never/);
  });

  it('throws the exit code and the words of a failed command', async () => {
    const git = await program('echo out; echo err >&2; exit 3');
    const error = await git
      .run({ args: ['x'], signal })
      .catch(thrown => thrown);
    expect(error).toBeInstanceOf(GitCommandError);
    expect(error.result).toMatchObject({ exitCode: 3, stderr: 'err\n' });
  });

  it('stops a command that takes too long, with its children', async () => {
    const git = await program('sleep 600 & sleep 600');
    expect(
      await git.tryRun({ args: ['x'], timeoutMs: 50, signal }),
    ).toMatchObject({ exitCode: null, stopped: 'timeout' });
  });

  it('stops a command that writes too much', async () => {
    const git = await program('exec yes');
    const result = await git.tryRun({
      args: ['x'],
      maxOutputBytes: 1000,
      signal,
    });
    expect(result.stopped).toBe('output_limit');
    expect(result.stdout.length).toBeLessThanOrEqual(1000);
  });

  it('ends with the reason of an aborted signal', async () => {
    const git = await program('echo started; exec sleep 600');
    const controller = new AbortController();
    const stream = git.open({ args: ['x'], signal: controller.signal });
    stream.stdout.once('data', () => controller.abort(new Error('enough')));
    await expect(stream.done).rejects.toThrow('enough');
    await expect(
      git.run({ args: ['x'], signal: controller.signal }),
    ).rejects.toThrow('enough');
  });

  it('reports that no file descriptors are left, and lives on', async () => {
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      'ulimit -n 128; exec "$@"',
      'sh',
      process.execPath,
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '../../__testUtils__/outOfDescriptorsProcess.ts'),
    ]);
    expect(JSON.parse(stdout)).toEqual({
      without: { reason: 'unknown', retryable: true, words: 'EMFILE' },
      with: 'git version',
    });
  });
});

describe('gitEnvironment', () => {
  const connection = { url: 'https://example.org/a.git', allowInsecure: false };
  const build = (overrides: object) =>
    gitEnvironment({ inherited: {}, sshProgram: 'ssh', ...overrides });
  const config = (environment: Record<string, string>) =>
    Object.fromEntries(
      Array.from({ length: Number(environment.GIT_CONFIG_COUNT) }, (_, n) => [
        environment[`GIT_CONFIG_KEY_${n}`],
        environment[`GIT_CONFIG_VALUE_${n}`],
      ]),
    );

  it('allows no protocol without a remote, and only safe ones with one', () => {
    expect(config(build({}))).not.toHaveProperty(['protocol.https.allow']);
    const settings = config(build({ connection }));
    expect(settings).toMatchObject({
      'protocol.allow': 'never',
      'protocol.https.allow': 'always',
      'protocol.ssh.allow': 'always',
      'http.followRedirects': 'false',
      'transfer.fsckObjects': 'true',
    });
    expect(settings).not.toHaveProperty(['protocol.file.allow']);
    expect(
      config(build({ connection: { ...connection, allowInsecure: true } })),
    ).toMatchObject({
      'protocol.file.allow': 'always',
      'protocol.http.allow': 'always',
    });
  });

  it('passes on the proxy and nothing that it does not know', () => {
    const environment = build({
      inherited: {
        HTTPS_PROXY: 'http://proxy',
        GITHUB_TOKEN: 'x',
        GIT_DIR: '/',
      },
    });
    expect(environment).toMatchObject({ HTTPS_PROXY: 'http://proxy' });
    expect(environment).not.toHaveProperty('GITHUB_TOKEN');
    expect(environment).not.toHaveProperty('GIT_DIR');
  });

  it('names the certificate authorities as every build of Git reads them', () => {
    const inherited = { SSL_CERT_FILE: '/etc/ca.pem' };
    expect(build({ inherited }).GIT_SSL_CAINFO).toBe('/etc/ca.pem');
    expect(
      build({ inherited: { ...inherited, GIT_SSL_CAINFO: '/git.pem' } })
        .GIT_SSL_CAINFO,
    ).toBe('/git.pem');
  });

  it('binds the header to the address of the remote', () => {
    const headers = { Authorization: 'Basic abc' };
    expect(
      config(build({ connection: { ...connection, headers } })),
    ).toMatchObject({
      'http.https://example.org/a.git.extraHeader': 'Authorization: Basic abc',
    });
  });

  it('uses no key but the configured one', () => {
    expect(build({ connection }).GIT_SSH_COMMAND).toBe('false');
    const ssh = { privateKeyFile: "/k/it's", knownHostsFile: '/k/known hosts' };
    const command = build({ connection: { ...connection, ssh } });
    expect(command.GIT_SSH_COMMAND).toContain("'StrictHostKeyChecking=yes'");
    expect(command.GIT_SSH_COMMAND).toContain(
      `'UserKnownHostsFile="/k/known hosts"'`,
    );
    expect(command.GIT_SSH_COMMAND).toContain(`'-i' '/k/it'\\''s'`);
  });
});
