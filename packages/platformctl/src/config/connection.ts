import { readFile } from 'node:fs/promises';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { UsageError } from '../errors';
import { Host } from '../Host';
import { readConfigFile } from './configFile';

export interface ConnectionFlags {
  url?: string;
  token?: string;
  tokenFile?: string;
}

export interface Connection {
  /** Address of the Backstage backend, without a slash at its end. */
  url: string;
  token?: string;
}

/**
 * Where to call and as whom: a flag wins over the environment, which wins over the configuration file.
 *
 * @remarks
 * The file's token belongs to the file's address and is sent nowhere else: `--url` must not carry it to another server.
 */
export async function readConnection(
  flags: ConnectionFlags,
  host: Host,
): Promise<Connection> {
  const given = flags.url ?? host.env.CONTROL_PLANE_URL;
  const givenToken = await readGivenToken(flags, host);
  if (given && givenToken) {
    return { url: parseUrl(given), token: givenToken };
  }
  const file = await readConfigFile(host);
  const address = given ?? file.url;
  if (!address) {
    throw new UsageError(
      "No address: give --url, set CONTROL_PLANE_URL, or run 'platformctl login --url <url>'",
    );
  }
  const url = parseUrl(address);
  const fileTokenApplies = file.url !== undefined && parseUrl(file.url) === url;
  return {
    url,
    token: givenToken ?? (fileTokenApplies ? file.token : undefined),
  };
}

/** A client of the control plane of the backend at `url`. */
export function connectTo(connection: Connection, host: Host) {
  return new ControlPlaneClient({
    baseUrl: () => `${connection.url}/api/control-plane`,
    fetch: (url, init) => host.fetch(url, init),
    token: async () => connection.token,
  });
}

/** The token of a flag or of the environment. */
export async function readGivenToken(
  flags: ConnectionFlags,
  host: Host,
): Promise<string | undefined> {
  if (flags.token && flags.tokenFile) {
    throw new UsageError('Give --token or --token-file, not both');
  }
  const token =
    flags.token ??
    (flags.tokenFile === undefined
      ? host.env.CONTROL_PLANE_TOKEN
      : await readTokenFile(flags.tokenFile));
  return token ? checkToken(token) : undefined;
}

/** A header cannot carry anything else, and fetch's own error would repeat the token. */
export function checkToken(token: string): string {
  if (!/^[\x21-\x7e]{1,16384}$/.test(token)) {
    throw new UsageError(
      `Expected a token of visible ASCII characters, got ${token.length} characters with others among them`,
    );
  }
  return token;
}

async function readTokenFile(file: string): Promise<string> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--token-file: could not read ${file}`, error);
  });
  const token = content.trim();
  if (token === '') {
    throw new UsageError(
      `--token-file: expected a token in ${file}, got nothing`,
    );
  }
  return token;
}

/** @throws UsageError unless `address` is an http or https address without credentials, query and fragment. */
export function parseUrl(address: string): string {
  const url = URL.parse(address);
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new UsageError(
      `Expected an http or https address such as https://backstage.example.com, got ${JSON.stringify(
        url?.password ? '<an address with a password>' : address,
      )}`,
    );
  }
  return url.href.replace(/\/+$/, '');
}
