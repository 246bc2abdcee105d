import { presentProblem } from './presentProblem';

const failed = (code: string) =>
  Object.assign(new Error('insert into requests failed'), { code });

const present = (error: unknown) => presentProblem(error, { path: '/v1' });

describe('presentProblem', () => {
  it.each(['SQLITE_FULL', '53100'])(
    'says of %s that there is no space, and under which id an operator reads more',
    code => {
      const { problem, headers, logId } = present(failed(code));

      expect(problem).toMatchObject({ status: 503 });
      expect(problem.detail).toMatch(/no space left.*Try again/);
      expect(problem.detail).toContain(logId);
      expect(headers).toEqual({ 'retry-after': '5' });
    },
  );

  it.each(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', '40001', '40P01', '55P03'])(
    'says of %s that the database is busy',
    code => {
      const { problem, logId } = present(failed(code));

      expect(problem).toMatchObject({ status: 503 });
      expect(problem.detail).toMatch(/busy.*try again/);
      expect(logId).toBeUndefined();
    },
  );

  it.each(['ECONNREFUSED', '57P01', '08006'])(
    'says of %s that the database cannot be reached',
    code => {
      expect(present(failed(code)).problem).toMatchObject({
        status: 503,
        detail: expect.stringMatching(/cannot be reached/),
      });
    },
  );

  it.each([
    'select 1 - Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'timeout expired',
  ])('says the same of what the driver tells without a code: %s', message => {
    const { problem, headers } = present(new Error(message));

    expect(problem).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/cannot be reached/),
    });
    expect(headers).toEqual({ 'retry-after': '5' });
  });

  it.each([401, 403, 404, 500])(
    'takes a %s that another service answered for no answer to who called',
    statusCode => {
      const { problem, headers, logId } = present(
        Object.assign(new Error('Request failed'), {
          name: 'ResponseError',
          statusCode,
        }),
      );

      expect(problem).toMatchObject({ status: 503 });
      expect(problem.detail).toContain(logId);
      expect(headers).toEqual({ 'retry-after': '5' });
    },
  );

  it('keeps everything else for the log', () => {
    const { problem, logId } = present(failed('23505'));

    expect(problem).toMatchObject({ status: 500 });
    expect(problem.detail).not.toContain('insert');
    expect(problem.detail).toContain(logId);
  });
});
