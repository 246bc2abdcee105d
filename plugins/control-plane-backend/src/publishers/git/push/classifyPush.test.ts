import { classifyHeldLock, classifyPush } from './classifyPush';

describe('classifyPush', () => {
  it.each([
    ['[rejected] (fetch first)', 'lost_race'],
    ['[rejected] (non-fast-forward)', 'lost_race'],
    [
      "[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)",
      'lost_race',
    ],
    ['[remote rejected] (failed to update ref)', 'lost_race'],
    ['[remote rejected] (incorrect old value provided)', 'lost_race'],
    ['[remote rejected] (pre-receive hook declined)', 'refused'],
    ['[remote rejected] (protected branch hook declined)', 'refused'],
    ['[remote failure] (remote failed to report status)', 'unclear'],
  ])('%s', (status, verdict) => {
    const stdout = Buffer.from(
      `To https://example.org/x.git\n!\t0123:refs/heads/main\t${status}\nDone\n`,
    );
    expect(classifyPush({ stdout, stderr: '' })).toBe(verdict);
  });

  it('is unclear when the server said nothing about the branch', () => {
    const stderr = 'fatal: the remote end hung up unexpectedly\n';
    expect(classifyPush({ stdout: Buffer.alloc(0), stderr })).toBe('unclear');
  });

  it.each([
    [
      'error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413\nfatal: the remote end hung up unexpectedly\n',
      'refused',
    ],
    [
      'remote: error: RPC failed; HTTP 413\nfatal: the remote end hung up unexpectedly\n',
      'unclear',
    ],
  ])('takes the word of HTTP, not of the server: %s', (stderr, verdict) => {
    expect(classifyPush({ stdout: Buffer.alloc(0), stderr })).toBe(verdict);
  });
});

describe('classifyHeldLock', () => {
  const held = (path: string) =>
    classifyHeldLock(
      `remote: error: cannot lock ref 'refs/heads/main': Unable to create '${path}': File exists.        \nremote: \n`,
    );

  it.each([
    ['/srv/o.git/./refs/heads/main.lock', 'refs/heads/main.lock'],
    ['./refs/heads/a/b.lock', 'refs/heads/a/b.lock'],
    ['/srv/o.git/packed-refs.lock', 'packed-refs.lock'],
  ])('names the file of %s by its place in the repository', (path, file) => {
    expect(held(path)).toMatchObject({
      reason: 'branch_locked',
      retryable: true,
      message: expect.stringContaining(` ${file}.`),
      advice: expect.stringContaining(`remove ${file} in it`),
    });
    expect(JSON.stringify(held(path))).not.toContain('/srv');
  });

  it('finds nothing in a lost race', () => {
    expect(
      classifyHeldLock(
        "remote: error: cannot lock ref 'refs/heads/main': is at 1 but expected 2",
      ),
    ).toBeUndefined();
  });
});
