import { oneOf } from '../../arguments/flagTypes';
import { readConnection } from '../../config/connection';
import { UsageError } from '../../errors';
import { mintDemoToken, PERSONAS } from '../../session/demoToken';
import { tokenExpiry } from '../../session/tokenExpiry';
import { defineCommand } from '../Command';

const tokenMintFlags = {
  as: {
    type: oneOf('--as', PERSONAS),
    description: `Who to be: ${PERSONAS.join(', ')}`,
    placeholder: '<persona>',
  },
} as const;

export const tokenMint = defineCommand({
  path: ['token', 'mint'],
  summary: 'Prints a token of one of the people of the demo (development only)',
  flags: tokenMintFlags,
  examples: ['token mint --as requester'],
  async run({ connection, flags, host, output }) {
    const persona = flags.as;
    if (persona === undefined) {
      throw new UsageError(`Give --as with one of ${PERSONAS.join(', ')}`);
    }
    const { url } = await readConnection(connection, host);
    const token = await mintDemoToken(url, persona, host);
    const expiresAt = tokenExpiry(token)?.toISOString();
    output.print({ token, expiresAt }, minted => `${minted.token}\n`);
  },
});
