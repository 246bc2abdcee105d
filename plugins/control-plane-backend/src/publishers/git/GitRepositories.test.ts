import { GitRepositories, parseRemoteUrl } from './GitRepositories';

describe('parseRemoteUrl', () => {
  it.each([
    ['https://github.com/acme/gitops.git', 'https', 'github.com'],
    ['http://git.example.org/a.git', 'http', 'git.example.org'],
    ['ssh://git@git.example.org:2222/a.git', 'ssh', 'git.example.org'],
    ['git@github.com:acme/gitops.git', 'ssh', 'github.com'],
    ['file:///srv/gitops.git', 'file', ''],
  ])('reads %s', (url, protocol, host) => {
    expect(parseRemoteUrl(url)).toEqual({ protocol, host });
  });

  it.each([
    '',
    'ext::sh -c true',
    '--upload-pack=touch',
    '/srv/gitops.git',
    'https://user:token@github.com/a.git',
    'https://token@github.com/a.git',
    'https://github.com/a.git?x=1',
    'https://github.com/a.git#x',
    'ssh://-oProxyCommand=x/a.git',
    'ssh://-oProxyCommand=x@host/a.git',
    '-oProxyCommand=x@host:a.git',
    'git@-oProxyCommand=x:a.git',
    'git@host:$(id).git',
    'https://github.com/a\n.git',
    'file://server/share.git',
    'git://github.com/a.git',
  ])('refuses %j', url => {
    expect(parseRemoteUrl(url)).toBeUndefined();
  });
});

describe('GitRepositories', () => {
  const repositories = new GitRepositories([
    { url: 'file:///srv/gitops.git', allowInsecure: true },
    { url: 'https://github.com/acme/busy', pushesPerMinute: 30 },
  ]);
  const resolve = (repositoryUrl: string, branch = 'main') =>
    repositories.resolve({ repositoryUrl, branch }).type;

  it.each([
    ['https://git.example.org/a.git', 'remote'],
    ['git@git.example.org:a.git', 'remote'],
    ['file:///srv/gitops.git', 'remote'],
    ['file:///srv/other.git', 'refused'],
    ['http://git.example.org/a.git', 'refused'],
    ['https://localhost/a.git', 'refused'],
    ['https://127.0.0.1:8443/a.git', 'refused'],
    ['https://2130706433/a.git', 'refused'],
    ['https://[::1]/a.git', 'refused'],
    ['https://169.254.169.254/a.git', 'refused'],
    ['ssh://git@localhost/a.git', 'refused'],
  ])('%s is %s', (url, type) => {
    expect(resolve(url)).toBe(type);
  });

  it.each([
    ['release/1.0', 'remote'],
    ['-x', 'refused'],
    ['a..b', 'refused'],
    ['a/.b', 'refused'],
    ['a.lock', 'refused'],
    ['a:b', 'refused'],
    ['a b', 'refused'],
    ['a@{1}', 'refused'],
    ['a//b', 'refused'],
    ['', 'refused'],
  ])('branch %j is %s', (branch, type) => {
    expect(resolve('https://git.example.org/a.git', branch)).toBe(type);
  });

  it('knows the budget of GitHub and takes the configured one first', () => {
    const perMinute = (url: string) => repositories.pushesPerMinute(url);
    expect(perMinute('https://github.com/acme/gitops.git')).toBe(6);
    expect(perMinute('git@github.com:acme/gitops.git')).toBe(6);
    expect(perMinute('https://github.com/acme/busy.git')).toBe(30);
    expect(perMinute('file:///srv/gitops.git')).toBeUndefined();
    expect(perMinute('https://git.example.org/a.git')).toBeUndefined();
  });
});
