import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  ConfiguredGitCredentials,
  IntegrationGitCredentials,
} from './GitCredentials';

const basic = (text: string) => ({
  headers: { Authorization: `Basic ${btoa(text)}` },
});

describe('ConfiguredGitCredentials', () => {
  const credentials = new ConfiguredGitCredentials(
    [
      { type: 'token', url: 'https://git.example.org/a.git', token: 't' },
      {
        type: 'token',
        url: 'https://git.example.org/b',
        token: 't',
        username: 'bot',
      },
      {
        type: 'ssh',
        url: 'git@git.example.org:c.git',
        privateKeyFile: '/keys/id',
        knownHostsFile: '/keys/known_hosts',
      },
    ],
    { forUrl: async () => basic('fallback:x') },
  );

  it.each([
    ['https://git.example.org/a', basic('x-access-token:t')],
    ['https://git.example.org/b.git', basic('bot:t')],
    [
      'git@git.example.org:c.git',
      {
        ssh: {
          privateKeyFile: '/keys/id',
          knownHostsFile: '/keys/known_hosts',
        },
      },
    ],
    ['https://git.example.org/other', basic('fallback:x')],
  ])('%s', async (url, credential) => {
    expect(await credentials.forUrl(url)).toEqual(credential);
  });

  it('knows nothing of other repositories without a fallback', async () => {
    const alone = new ConfiguredGitCredentials([]);
    expect(await alone.forUrl('https://git.example.org/a')).toEqual({});
  });

  it('refuses key files that ssh cannot be given', () => {
    expect(
      () =>
        new ConfiguredGitCredentials([
          {
            type: 'ssh',
            url: 'git@h:a',
            privateKeyFile: '-oProxyCommand=x',
            knownHostsFile: '/k',
          },
        ]),
    ).toThrow(/privateKeyFile of repository git@h:a must be an absolute path/);
  });
});

describe('IntegrationGitCredentials', () => {
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({
      integrations: {
        github: [{ host: 'github.com', token: 'unused' }],
        gitlab: [{ host: 'gitlab.com', token: 'gl' }],
        gitea: [{ host: 'gitea.example.org', username: 'u', password: 'p' }],
      },
    }),
  );
  const credentials = new IntegrationGitCredentials(integrations, {
    getCredentials: async ({ url }) => ({
      type: 'app',
      token: `app-token-for-${url}`,
    }),
  });

  it.each([
    [
      'https://github.com/acme/gitops.git',
      basic('x-access-token:app-token-for-https://github.com/acme/gitops'),
    ],
    ['https://gitlab.com/acme/gitops.git', basic('oauth2:gl')],
    ['https://gitea.example.org/acme/gitops', basic('u:p')],
    ['https://unknown.example.org/a', {}],
    ['git@github.com:acme/gitops.git', {}],
    ['file:///srv/a.git', {}],
  ])('%s', async (url, credential) => {
    expect(await credentials.forUrl(url)).toEqual(credential);
  });
});
