import { spawn } from 'node:child_process';
import { gitEnvironment } from './repositories.mjs';

/**
 * Serves Git's smart protocol of one repository by `git http-backend`.
 *
 * @param options.operation - what follows the repository in the address, e.g. `info/refs`
 * @param options.user - who is signed in; without one nothing can be pushed
 */
export function serveGit({
  request,
  response,
  folder,
  operation,
  query,
  user,
}) {
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${operation}`,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      REMOTE_ADDR: '127.0.0.1',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
      ...(user && { REMOTE_USER: user }),
      ...(request.headers['content-length'] && {
        CONTENT_LENGTH: request.headers['content-length'],
      }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  backend.once('error', () => response.destroy());
  // A client that goes away, or a backend that ends early, breaks the pipe; the answer says what came of it.
  backend.stdin.on('error', () => {});
  request.pipe(backend.stdin);
  answerFromCgi(backend.stdout, response);
}

// A CGI program writes headers, a blank line, and the body.
function answerFromCgi(output, response) {
  let head = Buffer.alloc(0);
  const readHead = chunk => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      return;
    }
    output.off('data', readHead);
    const headers = head
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map(line => line.split(/:\s*(.*)/s));
    const status = headers.find(([name]) => /^status$/i.test(name));
    headers
      .filter(header => header !== status)
      .forEach(([name, value]) => response.setHeader(name, value));
    response.writeHead(status ? Number.parseInt(status[1], 10) : 200);
    response.write(head.subarray(end + 4));
    output.on('data', more => response.write(more));
  };
  output.on('data', readHead);
  output.on('end', () => response.end());
}
