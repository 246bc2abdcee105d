import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { Clock } from '../clock';
import { ControlPlaneConfig, RepositoryConfig } from '../config';
import { ownCacheDirectory } from '../publishers/git/ownCacheDirectory';
import { GitProcess } from '../publishers/git/GitProcess';
import {
  ConfiguredGitCredentials,
  GitRepositoryCredential,
  IntegrationGitCredentials,
} from '../publishers/git/GitCredentials';
import { GitPublisher } from '../publishers/git/GitPublisher';
import { GitRepositories } from '../publishers/git/GitRepositories';
import { Publisher } from '../publishers/Publisher';
import { PushBudget } from '../publishers/PushBudget';

/** Credentials that configuration gives for one repository, if any. */
function credentialsOf({
  url,
  credentials,
}: RepositoryConfig): GitRepositoryCredential[] {
  if (credentials?.token) {
    return [
      {
        type: 'token',
        url,
        token: credentials.token,
        username: credentials.username,
      },
    ];
  }
  if (credentials?.sshPrivateKeyFile && credentials.sshKnownHostsFile) {
    return [
      {
        type: 'ssh',
        url,
        privateKeyFile: credentials.sshPrivateKeyFile,
        knownHostsFile: credentials.sshKnownHostsFile,
      },
    ];
  }
  return [];
}

/** The Git publisher, with its cache in a folder of this process alone. */
export async function createPublishing(options: {
  config: ControlPlaneConfig;
  integrations: ScmIntegrations;
  clock: Clock;
  logger: LoggerService;
}): Promise<{
  publisher: Publisher;
  budget: PushBudget;
  /** Pushes a minute that the host of a repository is given; undefined means no limit. */
  pushesPerMinute(repositoryUrl: string): number | undefined;
}> {
  const { config, integrations, clock, logger } = options;
  const git = new GitProcess();
  await git.checkGit(AbortSignal.timeout(config.git.timeoutSeconds * 1000));
  const settings = [...config.repositories.values()];
  const repositories = new GitRepositories(settings);
  const pushesPerMinute = (url: string) => repositories.pushesPerMinute(url);
  const budget = new PushBudget({ clock, pushesPerMinute });
  const publisher = GitPublisher.create({
    git,
    cacheDirectory: await ownCacheDirectory(
      config.git.cacheDirectory ?? join(tmpdir(), 'control-plane-git'),
    ),
    repositories,
    credentials: new ConfiguredGitCredentials(
      settings.flatMap(credentialsOf),
      new IntegrationGitCredentials(
        integrations,
        DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      ),
    ),
    budget,
    author: { name: config.git.authorName, email: config.git.authorEmail },
    signing: config.git.signing,
    clock,
    logger,
    remoteTimeoutMs: config.git.timeoutSeconds * 1000,
  });
  return { publisher, budget, pushesPerMinute };
}
