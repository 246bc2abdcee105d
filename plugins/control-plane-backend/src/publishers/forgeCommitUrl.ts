import { parseRemoteUrl } from './git/GitRepositories';

/** The forges whose pages of commits are known, as Backstage's integrations name them. */
const COMMIT_PATHS: Readonly<Record<string, string>> = {
  github: '/commit/',
  gitlab: '/-/commit/',
  gitea: '/commit/',
  bitbucketCloud: '/commits/',
  azure: '/commit/',
};

/**
 * The page of a commit in a forge.
 *
 * @param forge - says which kind of forge a host is, by an https address on it; undefined when it is none that is known.
 * @returns undefined for remotes without a forge, such as a folder or a plain Git server.
 */
export function forgeCommitUrl(options: {
  remoteUrl: string;
  commit: string;
  forge: (url: string) => string | undefined;
}): string | undefined {
  const { remoteUrl, commit, forge } = options;
  if (!/^[0-9a-f]{7,64}$/.test(commit)) {
    return undefined;
  }
  const web = webAddressOf(remoteUrl);
  const kind = web && forge(web);
  if (!web || !kind) {
    return undefined;
  }
  if (kind === 'bitbucketServer') {
    return bitbucketServerUrl(web, commit);
  }
  const path = COMMIT_PATHS[kind];
  return path && `${web}${path}${commit}`;
}

/** Where a repository is looked at with a browser, if its remote is one that a forge could have. */
function webAddressOf(remoteUrl: string): string | undefined {
  const remote = parseRemoteUrl(remoteUrl);
  if (!remote) {
    return undefined;
  }
  switch (remote.protocol) {
    case 'https':
      return trimmed(remoteUrl);
    case 'ssh':
      return trimmed(`https://${remote.host}/${sshPath(remoteUrl)}`);
    case 'http':
    case 'file':
      return undefined;
    default: {
      const unreachable: never = remote.protocol;
      throw new Error(`Unknown protocol ${unreachable}`);
    }
  }
}

/** `git@host:team/app.git` and `ssh://git@host:22/team/app.git` both name `team/app.git`. */
function sshPath(remoteUrl: string): string {
  return URL.canParse(remoteUrl) && remoteUrl.startsWith('ssh://')
    ? new URL(remoteUrl).pathname.replace(/^\//, '')
    : remoteUrl.slice(remoteUrl.indexOf(':') + 1).replace(/^\//, '');
}

function trimmed(url: string): string {
  return url.replace(/\/{1,10}$/, '').replace(/\.git$/, '');
}

/** Clones live below `/scm/<project>/<repository>`, or `/<project>/<repository>` over ssh; pages below `/projects/…/repos/…`. */
function bitbucketServerUrl(web: string, commit: string): string | undefined {
  const url = new URL(web);
  const parts = /^(.*?)\/(?:scm\/)?([^/]+)\/([^/]+)$/.exec(url.pathname);
  if (!parts) {
    return undefined;
  }
  const [, context, project, repository] = parts;
  const owner = project.startsWith('~')
    ? `users/${project.slice(1)}`
    : `projects/${project}`;
  return `${url.origin}${context}/${owner}/repos/${repository}/commits/${commit}`;
}
