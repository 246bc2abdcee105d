import { ControlPlaneError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { oneOf } from '../../arguments/flagTypes';
import { writeConfigFile } from '../../config/configFile';
import {
  checkToken,
  connectTo,
  Connection,
  ConnectionFlags,
  parseUrl,
  readGivenToken,
} from '../../config/connection';
import { FailedError, UsageError } from '../../errors';
import { Host } from '../../Host';
import { mintDemoToken, Persona, PERSONAS } from '../../session/demoToken';
import { tokenExpiry } from '../../session/tokenExpiry';
import { defineCommand } from '../Command';

const loginFlags = {
  as: {
    type: oneOf('--as', PERSONAS),
    description: `Development only: be one of ${PERSONAS.join(', ')}`,
    placeholder: '<persona>',
  },
} as const;

export const login = defineCommand({
  path: ['login'],
  summary: 'Obtains a token and keeps it with the address for later commands',
  flags: loginFlags,
  examples: [
    'login --url https://backstage.example.com',
    'login --url https://backstage.example.com --token-file token.txt',
    'login --url http://localhost:7007 --as requester',
  ],
  async run({ connection, flags, host }) {
    const address = connection.url ?? host.env.CONTROL_PLANE_URL;
    if (!address) {
      throw new UsageError('Give --url with the address of Backstage');
    }
    const url = parseUrl(address);
    const token = await obtainToken(url, { ...connection, as: flags.as }, host);
    await checkSignIn({ url, token }, host);
    const file = await writeConfigFile(host, { url, token });
    const expiry = tokenExpiry(token);
    host.stderr(
      `Signed in to ${url}${
        expiry ? ` until ${expiry.toISOString()}` : ''
      }; kept in ${file}\n`,
    );
  },
});

async function obtainToken(
  url: string,
  flags: ConnectionFlags & { as?: Persona },
  host: Host,
): Promise<string> {
  const given = await readGivenToken(
    { token: flags.token, tokenFile: flags.tokenFile },
    host,
  );
  if (given && flags.as) {
    throw new UsageError('Give --as or a token, not both');
  }
  if (given) {
    return given;
  }
  return flags.as
    ? mintDemoToken(url, flags.as, host)
    : printedToken(url, host);
}

/** The token of Backstage's own command line, which signs people in with a browser. */
async function printedToken(url: string, host: Host): Promise<string> {
  const howTo =
    `Install @backstage/cli and run 'backstage-cli auth login --backend-url ${url}', ` +
    `or give a token with --token-file; in development, --as signs in as one of ${PERSONAS.join(
      ', ',
    )}`;
  const result = await host.runProgram('backstage-cli', [
    'auth',
    'print-token',
  ]);
  if (!result) {
    throw new FailedError(`There is no backstage-cli on the PATH. ${howTo}`);
  }
  const token = result.stdout.trim();
  if (result.exitCode !== 0 || token === '') {
    throw new FailedError(
      `'backstage-cli auth print-token' gave no token. ${howTo}`,
    );
  }
  return checkToken(token);
}

/** A token that the backend refuses is not worth keeping; one that may not see the classes still is. */
async function checkSignIn(connection: Connection, host: Host): Promise<void> {
  try {
    await connectTo(connection, host).listClasses({ signal: host.signal });
  } catch (error) {
    if (!(error instanceof ControlPlaneError) || error.status !== 403) {
      throw error;
    }
  }
}
