import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakeHost } from '../__testUtils__/FakeHost';
import { writeConfigFile } from './configFile';
import { ConnectionFlags, parseUrl, readConnection } from './connection';

let host: FakeHost;

beforeEach(async () => {
  host = new FakeHost();
  await writeConfigFile(host, { url: 'https://file.example', token: 'file' });
});

afterEach(() => host.dispose());

const fromEnv = {
  CONTROL_PLANE_URL: 'https://env.example',
  CONTROL_PLANE_TOKEN: 'env',
};

describe('readConnection', () => {
  it.each<[string, ConnectionFlags, Record<string, string>, object]>([
    [
      'flags before the environment and the file',
      { url: 'https://flag.example', token: 'flag' },
      fromEnv,
      { url: 'https://flag.example', token: 'flag' },
    ],
    [
      'the environment before the file',
      {},
      fromEnv,
      { url: 'https://env.example', token: 'env' },
    ],
    ['the file', {}, {}, { url: 'https://file.example', token: 'file' }],
    [
      'each by itself',
      { token: 'flag' },
      { CONTROL_PLANE_URL: 'https://env.example' },
      { url: 'https://env.example', token: 'flag' },
    ],
    [
      'the token of the file for the address of the file',
      { url: 'https://file.example/' },
      {},
      { url: 'https://file.example', token: 'file' },
    ],
    [
      'no token of the file for another address',
      { url: 'https://other.example' },
      {},
      { url: 'https://other.example', token: undefined },
    ],
  ])('takes %s', async (_, flags, env, expected) => {
    host.env = env;
    await expect(readConnection(flags, host)).resolves.toEqual(expected);
  });

  it('reads a token from a file of its own', async () => {
    const tokenFile = path.join(host.homeDir, 'token');
    writeFileSync(tokenFile, 'secret\n');
    await expect(readConnection({ tokenFile }, host)).resolves.toMatchObject({
      token: 'secret',
    });
  });

  it.each<[string, ConnectionFlags, string]>([
    [
      'two tokens',
      { token: 'a', tokenFile: 'b' },
      'Give --token or --token-file, not both',
    ],
    [
      'a token file that is absent',
      { tokenFile: '/nonexistent' },
      '--token-file: could not read /nonexistent',
    ],
    [
      'a token that no header can carry',
      { token: 'a\nb' },
      'Expected a token of visible ASCII characters',
    ],
  ])('refuses %s', async (_, flags, message) => {
    await expect(readConnection(flags, host)).rejects.toThrow(message);
  });

  it('says how to give an address', async () => {
    await writeConfigFile(host, {});
    await expect(readConnection({}, host)).rejects.toThrow(
      'No address: give --url, set CONTROL_PLANE_URL, or run',
    );
  });
});

describe('parseUrl', () => {
  it.each([
    ['http://localhost:7007/', 'http://localhost:7007'],
    ['https://example.com/backstage//', 'https://example.com/backstage'],
  ])('reads %s', (address, expected) => {
    expect(parseUrl(address)).toBe(expected);
  });

  it.each([
    'localhost:7007',
    'ftp://example.com',
    'file:///etc/passwd',
    'https://example.com?a=b',
    'https://example.com#a',
    '',
  ])('refuses %j', address => {
    expect(() => parseUrl(address)).toThrow(
      'Expected an http or https address',
    );
  });

  it('does not repeat a password', () => {
    expect(() => parseUrl('https://me:secret@example.com')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret'),
      }),
    );
  });
});
