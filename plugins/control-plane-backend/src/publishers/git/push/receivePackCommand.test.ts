import { receivePackCommand } from './receivePackCommand';
import { parseRemoteUrl } from '../GitRepositories';

const ssh = {
  privateKeyFile: '/keys/one two',
  knownHostsFile: '/keys/known hosts',
};

function commandFor(url: string) {
  const parsed = parseRemoteUrl(url);
  if (!parsed) {
    throw new Error(`${url} is no remote`);
  }
  const remote = { ...parsed, url, branch: 'main', allowInsecure: true };
  const connection = { url, allowInsecure: true };
  return receivePackCommand(
    remote,
    parsed.protocol === 'ssh' ? { ...connection, ssh } : connection,
  );
}

describe('receivePackCommand', () => {
  it.each([
    [
      'git@host.example:team/repo.git',
      ['git@host.example', "git-receive-pack 'team/repo.git'"],
    ],
    [
      'ssh://git@host.example/team/repo.git',
      ['git@host.example', "git-receive-pack '/team/repo.git'"],
    ],
    [
      'ssh://git@host.example:2222/r.git',
      ['-p', '2222', 'git@host.example', "git-receive-pack '/r.git'"],
    ],
    [
      'ssh://host.example/~ana/r.git',
      ['host.example', "git-receive-pack '~ana/r.git'"],
    ],
    [
      'ssh://git@[2001:db8::1]/a%20b.git',
      ['git@2001:db8::1', "git-receive-pack '/a b.git'"],
    ],
  ])('asks %s by ssh', (url, end) => {
    const command = commandFor(url);
    expect(command?.program).toBe('ssh');
    expect(command?.args.slice(-end.length)).toEqual(end);
    expect(command?.args).toEqual(
      expect.arrayContaining(['StrictHostKeyChecking=yes', '/keys/one two']),
    );
  });

  it('gives a path to the shell of the server as one word', () => {
    const command = commandFor('ssh://git@host.example/a%27%3Brm%20-rf%20x');
    expect(command?.args.slice(-1)).toEqual([
      "git-receive-pack '/a'\\'';rm -rf x'",
    ]);
  });

  it('starts Git itself for a repository of this machine', () => {
    expect(commandFor('file:///srv/a%20b.git')).toEqual({
      program: 'git',
      args: ['receive-pack', '/srv/a b.git'],
    });
  });

  it('knows no command where HTTP is spoken', () => {
    expect(commandFor('https://host.example/r.git')).toBeUndefined();
  });
});
