import { PublishTarget } from '../Publisher';

/** What config says about one repository. */
export interface GitRepositorySettings {
  /** Remote address, exactly as requests' targets carry it. */
  url: string;
  /** Permits a file, plain-http or loopback remote. Default: false. */
  allowInsecure?: boolean;
  /** Default: 6 on github.com, no limit elsewhere. */
  pushesPerMinute?: number;
}

/** A target that may be reached, in the parts that are needed to do so. */
export interface GitRemote {
  url: string;
  branch: string;
  protocol: 'https' | 'http' | 'ssh' | 'file';
  host: string;
  allowInsecure: boolean;
}

export type GitRemoteResult =
  | { type: 'remote'; remote: GitRemote }
  | { type: 'refused'; message: string; advice: string };

/** Pushes a minute that GitHub advises for one repository. */
const GITHUB_PUSHES_PER_MINUTE = 6;

/** Knows the configured repositories and decides which remotes may be reached at all. */
export class GitRepositories {
  private readonly settings: ReadonlyMap<string, GitRepositorySettings>;

  constructor(repositories: readonly GitRepositorySettings[]) {
    this.settings = new Map(
      repositories.map(settings => [canonical(settings.url), settings]),
    );
  }

  pushesPerMinute(url: string): number | undefined {
    const configured = this.settings.get(canonical(url))?.pushesPerMinute;
    if (configured !== undefined) {
      return configured;
    }
    return parseRemoteUrl(url)?.host === 'github.com'
      ? GITHUB_PUSHES_PER_MINUTE
      : undefined;
  }

  resolve(target: PublishTarget): GitRemoteResult {
    const parsed = parseRemoteUrl(target.repositoryUrl);
    if (!parsed) {
      return {
        type: 'refused',
        message:
          'The repository address is not one that Git can be sent to: expected https, ssh or file, without a password in it',
        advice:
          'Correct the repository address; credentials belong in the integrations or in the repository settings of the control plane.',
      };
    }
    if (!isBranchName(target.branch)) {
      return {
        type: 'refused',
        message: `The branch name ${JSON.stringify(
          target.branch.slice(0, 100),
        )} is not valid`,
        advice: 'Correct the branch of the target.',
      };
    }
    const allowInsecure =
      this.settings.get(canonical(target.repositoryUrl))?.allowInsecure ??
      false;
    const insecure =
      parsed.protocol === 'file' ||
      parsed.protocol === 'http' ||
      isLoopback(parsed.host);
    if (insecure && !allowInsecure) {
      return {
        type: 'refused',
        message: `The repository ${target.repositoryUrl} is a file, plain-http or loopback remote, which config does not allow`,
        advice:
          'Use https or ssh, or allow this one repository in the control plane config (development only).',
      };
    }
    return {
      type: 'remote',
      remote: {
        url: target.repositoryUrl,
        branch: target.branch,
        allowInsecure,
        ...parsed,
      },
    };
  }
}

/** The form in which addresses of one repository are compared. */
export function canonical(url: string): string {
  return url.replace(/\/{1,10}$/, '').replace(/\.git$/, '');
}

/** Protocol and host of a remote address; undefined for what must never reach Git. */
export function parseRemoteUrl(
  url: string,
): Pick<GitRemote, 'protocol' | 'host'> | undefined {
  if (/[\p{Cc}\p{Cf}\s'"`$\\<>|;]/u.test(url) || url.length > 2000) {
    return undefined;
  }
  const scp = /^([A-Za-z0-9_][\w.-]*)@([A-Za-z0-9][\w.-]*):(?!\/\/)[^:]+$/.exec(
    url,
  );
  if (scp) {
    return { protocol: 'ssh', host: scp[2].toLowerCase() };
  }
  if (!/^(https|http|ssh|file):\/\//.test(url) || !URL.canParse(url)) {
    return undefined;
  }
  const { protocol, hostname, username, password, search, hash, pathname } =
    new URL(url);
  if (password || search || hash || pathname.length < 2) {
    return undefined;
  }
  const host = hostname.toLowerCase();
  switch (protocol) {
    case 'https:':
      return host && !username ? { protocol: 'https', host } : undefined;
    case 'http:':
      return host && !username ? { protocol: 'http', host } : undefined;
    case 'ssh:':
      // A leading hyphen would be an option of the ssh program.
      return /^[a-z0-9[]/.test(host) &&
        !decodeURIComponent(username).startsWith('-')
        ? { protocol: 'ssh', host }
        : undefined;
    case 'file:':
      return host === '' ? { protocol: 'file', host } : undefined;
    default:
      return undefined;
  }
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    /^127\./.test(host) ||
    /^169\.254\./.test(host) ||
    host === '0.0.0.0' ||
    /^\[(::|::1|fe80:.*|::ffff:.*)\]$/.test(host)
  );
}

/** The rules of `git check-ref-format --branch`. */
function isBranchName(branch: string): boolean {
  return (
    branch.length <= 200 &&
    !/[\p{Cc}\p{Cf} ~^:?*[\\]/u.test(branch) &&
    !branch.includes('..') &&
    !branch.includes('@{') &&
    branch !== '@' &&
    branch
      .split('/')
      .every(
        part =>
          part !== '' &&
          !part.startsWith('.') &&
          !part.startsWith('-') &&
          !part.endsWith('.') &&
          !part.endsWith('.lock'),
      )
  );
}
