import type {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { InputError } from '@backstage/errors';
import { canonical, parseRemoteUrl } from './GitRepositories';

export interface GitCredential {
  /** Sent with every request to the remote, and only to it. */
  headers?: Record<string, string>;
  ssh?: { privateKeyFile: string; knownHostsFile: string };
}

/** Says how to sign in to a repository. Asked before every use, since tokens of Git hosts are short-lived. */
export interface GitCredentials {
  /** An empty credential means that none is known, and the remote is asked without. */
  forUrl(url: string): Promise<GitCredential>;
}

/** Credentials of one repository, as config has them. */
export type GitRepositoryCredential =
  | {
      type: 'token';
      url: string;
      /** Default: `x-access-token`. Many hosts take any name with a token. */
      username?: string;
      token: string;
    }
  | {
      type: 'ssh';
      url: string;
      /** Absolute path of a private key without passphrase. */
      privateKeyFile: string;
      /** Absolute path of a known hosts file; hosts that it does not list are refused. */
      knownHostsFile: string;
    };

/** Credentials that config gives for single repositories; asks `fallback` for all others. */
export class ConfiguredGitCredentials implements GitCredentials {
  private readonly credentials: ReadonlyMap<string, GitCredential>;

  /** @throws InputError when a file is not an absolute path that ssh can be given */
  constructor(
    repositories: readonly GitRepositoryCredential[],
    private readonly fallback?: GitCredentials,
  ) {
    this.credentials = new Map(
      repositories.map(repository => [
        canonical(repository.url),
        toCredential(repository),
      ]),
    );
  }

  async forUrl(url: string): Promise<GitCredential> {
    return (
      this.credentials.get(canonical(url)) ??
      (await this.fallback?.forUrl(url)) ??
      {}
    );
  }
}

function toCredential(repository: GitRepositoryCredential): GitCredential {
  switch (repository.type) {
    case 'token':
      return basic(repository.username ?? 'x-access-token', repository.token);
    case 'ssh': {
      const { privateKeyFile, knownHostsFile } = repository;
      for (const [field, file] of Object.entries({
        privateKeyFile,
        knownHostsFile,
      })) {
        if (!/^\/[^"\p{Cc}]+$/u.test(file)) {
          throw new InputError(
            `${field} of repository ${repository.url} must be an absolute path without quotes, got '${file}'`,
          );
        }
      }
      return { ssh: { privateKeyFile, knownHostsFile } };
    }
    default: {
      const unknown: never = repository;
      throw new InputError(`Unknown credential ${JSON.stringify(unknown)}`);
    }
  }
}

/**
 * Credentials from the SCM integrations of the Backstage instance, over https only.
 *
 * @remarks
 * GitHub by app or token, GitLab by token, Gitea by user name and password or token.
 */
export class IntegrationGitCredentials implements GitCredentials {
  constructor(
    private readonly integrations: ScmIntegrationRegistry,
    private readonly github: GithubCredentialsProvider,
  ) {}

  async forUrl(url: string): Promise<GitCredential> {
    // Addresses such as git@host:path are no URLs, which the integrations would reject with an error.
    if (parseRemoteUrl(url)?.protocol !== 'https') {
      return {};
    }
    if (this.integrations.github.byUrl(url)) {
      const { token } = await this.github.getCredentials({
        url: canonical(url),
      });
      return token ? basic('x-access-token', token) : {};
    }
    const gitlab = this.integrations.gitlab.byUrl(url)?.config.token;
    if (gitlab) {
      return basic('oauth2', gitlab);
    }
    const gitea = this.integrations.gitea.byUrl(url)?.config;
    if (gitea?.password) {
      return basic(gitea.username ?? 'x-access-token', gitea.password);
    }
    return {};
  }
}

function basic(username: string, password: string): GitCredential {
  const encoded = Buffer.from(`${username}:${password}`).toString('base64');
  return { headers: { Authorization: `Basic ${encoded}` } };
}
