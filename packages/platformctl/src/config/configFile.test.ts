import {
  chmodSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { UsageError } from '../errors';
import { FakeHost } from '../__testUtils__/FakeHost';
import { configFilePath, readConfigFile, writeConfigFile } from './configFile';

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
});

afterEach(() => host.dispose());

function writeFile(content: string, mode: number) {
  const file = configFilePath(host);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

describe('configFilePath', () => {
  it('follows XDG_CONFIG_HOME, else the home folder', () => {
    expect(configFilePath(host)).toBe(
      path.join(host.homeDir, '.config/platformctl/config.yaml'),
    );
    host.env = { XDG_CONFIG_HOME: '/etc/xdg' };
    expect(configFilePath(host)).toBe('/etc/xdg/platformctl/config.yaml');
  });
});

describe('readConfigFile', () => {
  it('takes an absent file for an empty one', async () => {
    await expect(readConfigFile(host)).resolves.toEqual({});
  });

  it.each(['', '# nothing yet\n'])(
    'takes %j for an empty file',
    async content => {
      writeFile(content, 0o600);
      await expect(readConfigFile(host)).resolves.toEqual({});
    },
  );

  it.each([0o600, 0o400, 0o700])('reads a file of mode %o', async mode => {
    writeFile('url: http://localhost:7007\ntoken: secret\n', mode);
    await expect(readConfigFile(host)).resolves.toEqual({
      url: 'http://localhost:7007',
      token: 'secret',
    });
  });

  it.each([0o644, 0o640, 0o604, 0o660, 0o620])(
    'refuses a file of mode %o and says how to mend it',
    async mode => {
      writeFile('token: secret\n', mode);
      const failure = readConfigFile(host);
      await expect(failure).rejects.toThrow(UsageError);
      await expect(failure).rejects.toThrow(
        `(mode ${mode.toString(8)}); run: chmod 600 '${configFilePath(host)}'`,
      );
    },
  );

  it.each([
    ['an unknown field', 'tokn: x\n', 'tokn: expected no such field'],
    ['a list', '- a\n', 'body: expected an object'],
    ['what is not YAML', 'url: x\ntoken: "secret\n', 'Expected YAML in '],
    [
      'two documents',
      'url: x\n---\nurl: y\n',
      'Expected one YAML document in ',
    ],
  ])('refuses %s', async (_, content, message) => {
    writeFile(content, 0o600);
    await expect(readConfigFile(host)).rejects.toThrow(message);
  });

  it('does not repeat the token in an error', async () => {
    writeFile('token: "secret\n', 0o600);
    await expect(readConfigFile(host)).rejects.toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret'),
      }),
    );
    await expect(readConfigFile(host)).rejects.toThrow('config.yaml, line 2');
  });
});

describe('writeConfigFile', () => {
  it('keeps the file for its owner and can be read back', async () => {
    const config = { url: 'https://backstage.example.com', token: 'a: b # "c' };
    const file = await writeConfigFile(host, config);
    expect(statSync(file).mode % 0o1000).toBe(0o600);
    await expect(readConfigFile(host)).resolves.toEqual(config);
  });

  it('replaces a file that others could read', async () => {
    writeFile('token: old\n', 0o644);
    await writeConfigFile(host, { url: 'http://localhost:7007', token: 'new' });
    await expect(readConfigFile(host)).resolves.toMatchObject({ token: 'new' });
  });

  it('leaves no draft behind', async () => {
    const file = await writeConfigFile(host, { token: 'x' });
    expect(readdirSync(path.dirname(file))).toEqual(['config.yaml']);
  });
});
