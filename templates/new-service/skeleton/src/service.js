import { createServer } from 'node:http';

const routes = {
  '/': ({ name }) => ({ service: name, message: 'Hello' }),
  '/healthz': () => ({ status: 'ok' }),
};

/**
 * Makes the service, which does not listen yet.
 *
 * @param {object} options
 * @param {string} options.name - what the service calls itself
 */
export function createService(options) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const route = Object.hasOwn(routes, pathname)
      ? routes[pathname]
      : undefined;
    if (!route) {
      send(response, 404, { error: `There is nothing at ${pathname}` });
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      send(response, 405, { error: `${request.method} is not allowed here` });
    } else {
      send(response, 200, route(options));
    }
  });
}

function send(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  // Node leaves the body of an answer to HEAD out by itself.
  response.end(text);
}
