import { PublishRejection } from '../../domain/publication/PublishRejection';
import { GitResult } from './GitProcess';
import { scrubSecrets } from './scrubSecrets';

/** Why a Git command against a remote did not do what was asked. */
export interface GitFailure {
  reason: PublishRejection;
  /** One sentence for a person, with the words of Git behind it; free of secrets. */
  message: string;
  advice: string;
  /** Whether time alone may mend it. */
  retryable: boolean;
  retryAfterSeconds?: number;
  /**
   * True when the refusal may be about one commit rather than the branch as a whole, so that the others of a push may
   * still be taken.
   */
  aboutContent?: boolean;
}

interface Rule extends Omit<GitFailure, 'message'> {
  pattern: RegExp;
  message: string;
}

/** First match wins, so what is specific stands before what is general. */
const RULES: readonly Rule[] = [
  {
    pattern: /^error: the commit could not be signed/m,
    reason: 'unknown',
    message: 'The commit could not be signed',
    advice:
      'Check the signing key in the control plane config: present, readable by the backend, without passphrase, not expired; it is tried again.',
    retryable: true,
  },
  {
    pattern:
      /No space left on device|Disk quota exceeded|File too large|unable to write (?:file|loose object)|out of disk space|ENOSPC|write error/i,
    reason: 'disk_full',
    message: 'There is no room left to write',
    advice:
      'Free space on the disk of the backend (the Git cache may be deleted) or of the Git server; it is tried again.',
    retryable: true,
  },
  {
    pattern:
      /HTTP 429|error: 429|rate limit|too many requests|abuse detection/i,
    reason: 'unreachable',
    message: 'The Git host limits how often it may be asked',
    advice:
      'Nothing to do: it is tried again later. Lower pushesPerMinute of the repository if it happens often.',
    retryable: true,
    retryAfterSeconds: 60,
  },
  {
    // GitHub tells of rules about one commit and of rules about the branch by the same number (GH013), and only the lines below it say
    // which it was. What counts is how a line begins: a required check may have any name.
    pattern:
      /^remote:[ \t-]{1,20}(?:error: GH009|GITHUB PUSH PROTECTION|Push cannot contain|File (?:path|extension|name|size)|Commit message)\b/im,
    reason: 'push_denied',
    message: 'A rule of the Git host refuses what a commit holds',
    advice:
      'Read which rule and which file the host names, and change the request or the rule; a secret that was a real one has to be revoked. Then ask for a reconcile of the request.',
    retryable: false,
    aboutContent: true,
  },
  {
    // All commits have the same author and committer: trying fewer of them would not help.
    pattern:
      /^remote:[ \t-]{1,20}(?:error: GH007|(?:Commit )?(?:author|committer) email)\b/im,
    reason: 'push_denied',
    message:
      'A rule of the Git host refuses the author or committer of the commits',
    advice:
      'Set git.authorName and git.authorEmail in the control plane config to what the host takes, or change its rule; then ask for a reconcile of the request.',
    retryable: false,
    aboutContent: false,
  },
  {
    pattern:
      /GH006|GH013|protected branch|not allowed to (?:force )?push|You are not allowed to push code to protected branches|TF402455/i,
    reason: 'push_denied',
    message:
      'The branch is protected and does not take pushes from the control plane',
    advice:
      'Let the account of the control plane push to the branch; then ask for a reconcile of the request.',
    retryable: false,
    aboutContent: false,
  },
  {
    pattern:
      /repository (?:has been|was|is) archived|is read-only|read only repository/i,
    reason: 'push_denied',
    message: 'The repository is archived or read-only',
    advice:
      'Unarchive the repository or point the target to another one; then ask for a reconcile of the request.',
    retryable: false,
  },
  {
    pattern: /branch is currently checked out/i,
    reason: 'push_denied',
    message:
      'The repository has a work tree in which the branch is checked out',
    advice:
      'Publish to a bare repository; then ask for a reconcile of the request.',
    retryable: false,
  },
  {
    pattern:
      /pre-receive hook declined|update hook declined|hook declined|push declined/i,
    reason: 'push_denied',
    message: 'A hook of the Git server refused the push',
    advice:
      'Read what the server said, change its rule or the request, and ask for a reconcile of the request.',
    retryable: false,
    aboutContent: true,
  },
  {
    pattern: /HTTP 413|The requested URL returned error: 413/,
    reason: 'push_denied',
    message:
      'The push is larger than the Git server, or a proxy before it, takes',
    advice:
      'Raise the limit for the body of a request there (nginx calls it client_max_body_size and takes 1 MB unless told otherwise), or ask for less in one request; then ask for a reconcile of the request.',
    retryable: false,
    aboutContent: true,
  },
  {
    pattern:
      /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \S{1,40} host key is known/i,
    reason: 'authentication_failed',
    message: 'The host key of the Git server is not the known one',
    advice:
      'Compare the host key with the one published by the server and correct the known hosts file.',
    retryable: false,
  },
  {
    pattern:
      /Permission to \S{1,300} denied|deploy key|The requested URL returned error: 403|HTTP 403|Write access to repository not granted|not authorized|Permission denied \(publickey|Authentication failed|could not read (?:Username|Password)|The requested URL returned error: 401|HTTP 401|HTTP Basic: Access denied|Invalid username or (?:password|token)|Load key "[^"]{0,500}"|no mutual signature algorithm/i,
    reason: 'authentication_failed',
    message:
      'The Git server does not accept the credentials of the control plane, or they may not do this',
    advice:
      'Check the token or key in the integrations or in the repository settings: present, not expired, allowed to read and write this repository. Then ask for a reconcile of the request.',
    retryable: false,
  },
  {
    pattern:
      /couldn't find remote ref|could not find remote ref|Remote branch \S{1,300} not found/i,
    reason: 'branch_missing',
    message: 'The branch does not exist in the repository',
    advice:
      'Create the branch with a first commit, or correct the branch of the target; then ask for a reconcile of the request.',
    retryable: false,
  },
  {
    pattern:
      /does not appear to be a git repository|not valid: is this a git repository|repository '[^']{0,500}' (?:does not exist|not found)|Repository not found|The requested URL returned error: 404|The project you were looking for could not be found|dubious ownership|not a git repository: /i,
    reason: 'repository_missing',
    message: 'There is no such repository, or the credentials may not see it',
    advice:
      'Check the address of the repository (renamed or moved?) and that the credentials may read it; then ask for a reconcile of the request.',
    retryable: false,
  },
  {
    pattern:
      /The requested URL returned error: 3\d\d|unable to update url base from redirection/i,
    reason: 'repository_missing',
    message:
      'The Git server redirects to another address, and redirects are not followed',
    advice:
      'Point the target to the new address of the repository; then ask for a reconcile of the request.',
    retryable: false,
  },
  {
    pattern:
      /server certificate verification failed|SSL certificate problem|certificate (?:has expired|verify failed)|unable to get local issuer/i,
    reason: 'unreachable',
    message: 'The certificate of the Git server cannot be verified',
    advice:
      'Renew the certificate, or give the backend the certificate authority by SSL_CERT_FILE; it is tried again.',
    retryable: true,
  },
  {
    pattern:
      /Could not resolve host|Name or service not known|Temporary failure in name resolution|nodename nor servname/i,
    reason: 'unreachable',
    message: 'The name of the Git server cannot be resolved',
    advice:
      'Check the host name and the name service of the backend; it is tried again.',
    retryable: true,
  },
  {
    pattern:
      /Connection refused|Couldn't connect to server|Failed to connect to|No route to host|Network is unreachable/i,
    reason: 'unreachable',
    message: 'The Git server does not take connections',
    advice:
      'Check that the server runs and the network lets the backend through; it is tried again.',
    retryable: true,
  },
  {
    pattern: /timed out|Operation too slow|Timeout/i,
    reason: 'unreachable',
    message: 'The Git server did not answer in time',
    advice: 'Check the server and the network; it is tried again.',
    retryable: true,
  },
  {
    pattern:
      /The requested URL returned error: 5\d\d|HTTP 5\d\d|Internal Server Error|Service Unavailable/i,
    reason: 'unreachable',
    message: 'The Git server failed to answer',
    advice: 'Check the state of the server; it is tried again.',
    retryable: true,
  },
  {
    pattern:
      /remote end hung up|unexpected disconnect|Connection reset|Connection closed|early EOF|Empty reply from server|RPC failed|Broken pipe|SSL_read|GnuTLS recv error|kex_exchange_identification|Recv failure|transfer closed|invalid server response|expected flush/i,
    reason: 'unreachable',
    message: 'The connection to the Git server broke off',
    advice:
      'Nothing to do if it is rare: it is tried again, and a push that landed is recognised.',
    retryable: true,
  },
  {
    pattern: /transport '\w{1,20}' not allowed/i,
    reason: 'repository_missing',
    message: 'The protocol of the repository address is not allowed',
    advice:
      'Use https or ssh, or allow this one repository in the control plane config (development only).',
    retryable: false,
  },
  {
    pattern: /mismatched algorithms|unsupported object format/i,
    reason: 'unknown',
    message:
      'The repository uses SHA-256 object names, which are not supported',
    advice: 'Use a repository with SHA-1 object names.',
    retryable: false,
  },
  {
    pattern: /fsck error/i,
    reason: 'unknown',
    message: 'The repository holds an object that Git deems malformed',
    advice: 'Run git fsck on the repository and rewrite what it names.',
    retryable: false,
  },
];

/**
 * Judges a failed command: what happened, whether time may mend it, and what a person can do.
 *
 * @param secrets - values to remove from what Git said
 */
export function classifyGitFailure(
  result: Pick<GitResult, 'exitCode' | 'stdout' | 'stderr' | 'stopped'>,
  secrets: readonly string[] = [],
): GitFailure {
  const text = `${result.stderr}\n${result.stdout.toString('utf8', 0, 16_384)}`;
  const said = words(scrubSecrets(text, secrets));
  if (result.stopped === 'timeout') {
    return {
      reason: 'unreachable',
      message: 'The Git command took longer than allowed and was stopped.',
      advice: 'Check the server and the network; it is tried again.',
      retryable: true,
    };
  }
  const rule = RULES.find(({ pattern }) => pattern.test(text));
  if (!rule) {
    return {
      reason: 'unknown',
      message: `Git failed with exit code ${result.exitCode}${said}`,
      advice: 'Read what Git said; it is tried again.',
      retryable: true,
    };
  }
  const { pattern: _, message, ...failure } = rule;
  return { ...failure, message: `${message}${said}` };
}

/** The lines of Git that carry meaning, as one short text. */
function words(text: string): string {
  const lines = text
    .split('\n')
    .map(line => line.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').trim())
    .filter(
      line =>
        /^(fatal|error|remote|ssh|!|\S{1,200}: Permission denied)\b|^!/i.test(
          line,
        ) && !/^error: failed to push some refs/.test(line),
    );
  const said = lines.join('; ').replaceAll(/\s{1,50}/g, ' ');
  return said ? `: ${said.slice(0, 600)}` : '.';
}
