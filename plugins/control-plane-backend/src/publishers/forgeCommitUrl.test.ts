import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { forgeCommitUrl } from './forgeCommitUrl';

const COMMIT = 'c0ffee'.padEnd(40, '0');

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitlab: [
        {
          host: 'gitlab.example.com',
          apiBaseUrl: 'https://gitlab.example.com/api/v4',
        },
      ],
      gitea: [{ host: 'gitea.example.com' }],
      github: [
        {
          host: 'ghe.example.com',
          apiBaseUrl: 'https://ghe.example.com/api/v3',
        },
      ],
      bitbucketServer: [
        {
          host: 'bb.example.com',
          apiBaseUrl: 'https://bb.example.com/rest/api/1.0',
        },
      ],
    },
  }),
);

function urlOf(remoteUrl: string, commit = COMMIT): string | undefined {
  return forgeCommitUrl({
    remoteUrl,
    commit,
    forge: url => integrations.byUrl(url)?.type,
  });
}

describe('forgeCommitUrl', () => {
  it.each([
    [
      'https://github.com/acme/gitops.git',
      'https://github.com/acme/gitops/commit/',
    ],
    [
      'https://github.com/acme/gitops/',
      'https://github.com/acme/gitops/commit/',
    ],
    [
      'git@github.com:acme/gitops.git',
      'https://github.com/acme/gitops/commit/',
    ],
    [
      'ssh://git@ghe.example.com:2222/acme/gitops.git',
      'https://ghe.example.com/acme/gitops/commit/',
    ],
    [
      'https://gitlab.example.com/group/sub/gitops.git',
      'https://gitlab.example.com/group/sub/gitops/-/commit/',
    ],
    [
      'https://gitea.example.com/acme/gitops.git',
      'https://gitea.example.com/acme/gitops/commit/',
    ],
    [
      'https://bitbucket.org/acme/gitops.git',
      'https://bitbucket.org/acme/gitops/commits/',
    ],
    [
      'https://bb.example.com/scm/OPS/gitops.git',
      'https://bb.example.com/projects/OPS/repos/gitops/commits/',
    ],
    [
      'ssh://git@bb.example.com:7999/~ada/gitops.git',
      'https://bb.example.com/users/ada/repos/gitops/commits/',
    ],
  ])('knows the page of a commit in %s', (remote, page) => {
    expect(urlOf(remote)).toBe(`${page}${COMMIT}`);
  });

  it.each([
    'file:///srv/gitops.git',
    'http://gitea.example.com/acme/gitops.git',
    'https://git.example.com/acme/gitops.git',
    'not an address',
  ])('knows none in %s', remote => {
    expect(urlOf(remote)).toBeUndefined();
  });

  it('makes no address of what is no commit', () => {
    expect(
      urlOf('https://github.com/acme/gitops.git', '../../settings'),
    ).toBeUndefined();
    expect(urlOf('https://github.com/acme/gitops.git', '')).toBeUndefined();
  });
});
