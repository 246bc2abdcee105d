import { ScmIntegrations } from '@backstage/integration';
import { TargetRepository } from '../domain/target/Target';
import { forgeCommitUrl } from '../publishers/forgeCommitUrl';
import { CommitLinks } from '../services/CommitLinks';

/** Links to commits of the configured repositories, in forges that Backstage's `integrations` know. */
export function createCommitLinks(options: {
  integrations: ScmIntegrations;
  repository(name: string): TargetRepository | undefined;
}): CommitLinks {
  return {
    commitUrl: (name, commit) => {
      const repository = options.repository(name);
      return (
        repository &&
        forgeCommitUrl({
          remoteUrl: repository.url,
          commit,
          forge: url => options.integrations.byUrl(url)?.type,
        })
      );
    },
  };
}
