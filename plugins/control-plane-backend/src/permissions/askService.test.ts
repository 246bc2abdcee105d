import { AuthenticationError } from '@backstage/errors';
import { askService } from './askService';

const refused = (statusCode: number) =>
  Object.assign(new Error(`Request failed with ${statusCode}`), {
    name: 'ResponseError',
    statusCode,
  });

describe('askService', () => {
  it('returns what the service answers', async () => {
    await expect(askService('permission', Promise.resolve(1))).resolves.toBe(1);
  });

  it.each([new TypeError('fetch failed'), refused(500), refused(403)])(
    'tells who called to try again, with the cause for the log: %s',
    async cause => {
      await expect(
        askService('permission', Promise.reject(cause)),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('permission service'),
        cause,
      });
    },
  );

  it.each([new AuthenticationError('Invalid token'), refused(401)])(
    'tells who called to sign in again: %s',
    async cause => {
      await expect(
        askService('permission', Promise.reject(cause)),
      ).rejects.toMatchObject({ name: 'AuthenticationError', cause });
    },
  );
});
