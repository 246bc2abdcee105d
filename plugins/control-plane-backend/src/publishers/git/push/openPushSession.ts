import { GitConnection } from '../gitEnvironment';
import { GitMirror } from '../GitMirror';
import { GitProcess } from '../GitProcess';
import { GitRemote } from '../GitRepositories';
import { HttpPushSession } from './HttpPushSession';
import { MirrorPushSession } from './MirrorPushSession';
import { ProcessPushSession } from './ProcessPushSession';
import { PushSession } from './PushSession';
import { receivePackCommand } from './receivePackCommand';

/**
 * Begins a visit to a remote, in the cheapest way that reaches it.
 *
 * @throws GitCommandError when the remote does not show the branch; the signal's reason when it aborts
 */
export async function openPushSession(options: {
  git: GitProcess;
  mirror: GitMirror;
  remote: GitRemote;
  connection: GitConnection;
  remoteTimeoutMs: number;
  signal: AbortSignal;
}): Promise<PushSession> {
  const { git, remote, connection } = options;
  const { branch } = remote;
  const environment = git.inherited;
  const command = receivePackCommand(remote, connection);
  if (command) {
    return ProcessPushSession.open({ ...options, command, branch });
  }
  return goesOnItsOwn(remote, environment)
    ? HttpPushSession.open({ ...options, environment, branch })
    : MirrorPushSession.open(options);
}

/** Whether a request of ours reaches the server as one of Git's would: proxies and folders of certificates are Git's business. */
function goesOnItsOwn(
  { protocol }: GitRemote,
  environment: Record<string, string | undefined>,
): boolean {
  switch (protocol) {
    case 'http':
      return !environment.http_proxy;
    case 'https':
      return !(
        environment.https_proxy ||
        environment.HTTPS_PROXY ||
        environment.SSL_CERT_DIR
      );
    default:
      return false;
  }
}
