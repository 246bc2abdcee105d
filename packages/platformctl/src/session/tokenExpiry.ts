import { z } from 'zod';

const claimsSchema = z.object({ exp: z.number().positive().max(8.64e12) });

/**
 * When a token ends, as far as it says so.
 *
 * @remarks
 * Nothing is verified: this is for telling a person, the server decides.
 */
export function tokenExpiry(token: string): Date | undefined {
  const [, payload] = token.split('.');
  try {
    const json = Buffer.from(payload ?? '', 'base64url').toString('utf8');
    const claims = claimsSchema.safeParse(JSON.parse(json));
    return claims.success ? new Date(claims.data.exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}
