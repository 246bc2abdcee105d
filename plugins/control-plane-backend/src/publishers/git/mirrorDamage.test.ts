import { isDamagedCache } from './mirrorDamage';

describe('isDamagedCache', () => {
  it.each([
    "error: cannot lock ref 'refs/control-plane/branch': Unable to create '/c/branch.lock': File exists.",
    "fatal: not a git repository: '/c/x.git'",
    'fatal: bad object refs/control-plane/branch',
    'error: object file /c/objects/ab/cd is empty',
    'error: /c did not send all necessary objects',
    'fatal: did not receive expected object 0123',
    'bad object: tree 0123 is missing',
  ])('%s', text => {
    expect(isDamagedCache(text)).toBe(true);
  });

  it.each([
    "fatal: '/srv/none.git' does not appear to be a git repository",
    "remote: error: cannot lock ref: Unable to create '/srv/main.lock': File exists.",
    'fatal: the remote end hung up unexpectedly',
  ])('is not: %s', text => {
    expect(isDamagedCache(text)).toBe(false);
  });
});
