import { fileURLToPath } from 'node:url';
import { GitConnection, quoteForShell, sshOptions } from '../gitEnvironment';
import { GitRemote } from '../GitRepositories';

/** The command that takes a push at a remote which is reached by a process: on this machine, or through ssh. */
export function receivePackCommand(
  remote: GitRemote,
  connection: GitConnection,
): { program: 'git' | 'ssh'; args: string[] } | undefined {
  if (remote.protocol === 'file') {
    const path = fileURLToPath(remote.url);
    return { program: 'git', args: ['receive-pack', path] };
  }
  if (remote.protocol !== 'ssh' || !connection.ssh) {
    return undefined;
  }
  const { port, destination, path } = sshAddress(remote.url);
  return {
    program: 'ssh',
    args: [
      ...sshOptions(connection.ssh),
      ...(port ? ['-p', port] : []),
      destination,
      // The shell of the server takes this apart.
      `git-receive-pack ${quoteForShell(path)}`,
    ],
  };
}

/** Reads `ssh://user@host:port/path` and `user@host:path` as Git does; parseRemoteUrl has let it pass. */
function sshAddress(url: string): {
  port?: string;
  destination: string;
  path: string;
} {
  if (!url.startsWith('ssh://')) {
    const colon = url.indexOf(':');
    return {
      destination: url.slice(0, colon),
      path: url.slice(colon + 1),
    };
  }
  const { username, hostname, port, pathname } = new URL(url);
  const user = username ? `${decodeURIComponent(username)}@` : '';
  const path = decodeURIComponent(pathname);
  return {
    port,
    destination: `${user}${hostname.replace(/^\[(.*)\]$/, '$1')}`,
    // `/~name` is a home folder, and everything else begins at the root.
    path: path.startsWith('/~') ? path.slice(1) : path,
  };
}
