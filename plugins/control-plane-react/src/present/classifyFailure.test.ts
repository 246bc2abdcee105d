import { ServiceUnavailableError } from '@backstage/errors';
import { ControlPlaneError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { classifyFailure } from './classifyFailure';
import { fieldErrorsOf } from './fieldErrorsOf';

const answer = (status: number, errors?: object[]) =>
  ControlPlaneError.fromResponse({
    status,
    statusText: 'X',
    text: async () =>
      JSON.stringify({
        type: 'about:blank',
        title: 'X',
        status,
        detail: 'because',
        instance: '/',
        ...(errors && { errors }),
        error: { name: 'XError', message: 'because' },
        response: { statusCode: status },
      }),
  } as Response);

describe('classifyFailure', () => {
  it.each([
    [401, 'expired_session'],
    [403, 'denied'],
    [404, 'missing'],
    [409, 'conflict'],
    [412, 'stale'],
    [429, 'unavailable'],
    [503, 'unavailable'],
    [500, 'unexpected'],
  ])('takes an answer of %s as %s', async (status, kind) => {
    expect(classifyFailure(await answer(status))).toEqual({ kind });
  });

  it('takes wrong fields as invalid and hands them on', async () => {
    const errors = [
      { field: 'source.url', expected: 'an address', got: '"x"' },
      { field: 'source.url', expected: 'https', got: '"x"' },
    ];
    const error = await answer(400, errors);

    expect(classifyFailure(error)).toEqual({ kind: 'invalid', fields: errors });
    expect(fieldErrorsOf(error)).toEqual({
      'source.url': 'expected an address, got "x"; expected https, got "x"',
    });
  });

  it('tells a lost connection from an answer that is not understood', () => {
    const lost = new ServiceUnavailableError(
      'x',
      new TypeError('fetch failed'),
    );
    expect(classifyFailure(lost)).toEqual({ kind: 'offline' });
    expect(classifyFailure(new ServiceUnavailableError('odd'))).toEqual({
      kind: 'unexpected',
    });
  });

  it('takes anything else as unexpected, without fields', () => {
    expect(classifyFailure(new Error('?'))).toEqual({ kind: 'unexpected' });
    expect(fieldErrorsOf(new Error('?'))).toEqual({});
  });
});
