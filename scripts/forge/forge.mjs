import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { serveGit } from './gitHttp.mjs';
import {
  archiveOf,
  commitOf,
  contentOf,
  filesOf,
  isName,
  isRef,
  Repositories,
} from './repositories.mjs';

const maxBodyBytes = 64 * 1024;

/**
 * A small forge on loopback, for development and tests: it speaks as much of Gitea's API as Backstage needs to publish a repository and to read it,
 * and Git's smart protocol.
 *
 * @remarks
 * Reading needs no sign-in. Whoever makes or pushes to a repository signs in with the one name and password.
 *
 * @param options.dir - folder that the repositories are kept in
 * @param options.organizations - names of the organizations that repositories may be made in
 * @param options.port - 0 for any that is free
 * @returns the address, and a function that ends it
 */
export async function startForge({
  dir,
  organizations,
  username,
  password,
  port = 0,
}) {
  const forge = {
    repositories: new Repositories(dir),
    organizations,
    username,
    password,
  };
  const server = createServer((request, response) => {
    answer(forge, request, response).catch(error => {
      console.error(`Forge: ${request.method} ${request.url}: ${error.stack}`);
      response.destroy();
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${server.address().port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

const routes = [
  ['GET', /^\/api\/v1\/orgs\/([^/]+)$/, readOrganization],
  ['POST', /^\/api\/v1\/orgs\/([^/]+)\/repos$/, createRepository],
  ['GET', /^\/api\/v1\/repos\/([^/]+)\/([^/]+)\/contents\/(.+)$/, readContent],
  [
    'GET',
    /^\/api\/v1\/repos\/([^/]+)\/([^/]+)\/git\/commits\/(.+)$/,
    readCommit,
  ],
  [
    'GET',
    /^\/api\/v1\/repos\/([^/]+)\/([^/]+)\/archive\/(.+)\.tar\.gz$/,
    readArchive,
  ],
  ['GET', /^\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/, showRepository],
  ['GET', /^\/([^/]+)\/([^/]+)\/src\/branch\/([^/]+)\/?$/, showBranch],
  ['GET', /^\/([^/]+)\/([^/]+)\/src\/branch\/([^/]+)\/(.+)$/, showFile],
  ['GET', /^\/([^/]+)\/([^/]+)\.git\/(info\/refs)$/, transfer],
  [
    'POST',
    /^\/([^/]+)\/([^/]+)\.git\/(git-(?:upload|receive)-pack)$/,
    transfer,
  ],
];

async function answer(forge, request, response) {
  const url = new URL(request.url, 'http://localhost');
  const pathname = decode(url.pathname);
  for (const [method, pattern, handle] of routes) {
    const match = request.method === method && pattern.exec(pathname);
    if (match) {
      const user = signedIn(forge, request.headers.authorization);
      await handle({ forge, request, response, url, user }, ...match.slice(1));
      return;
    }
  }
  notFound(response);
}

function readOrganization({ forge, response }, name) {
  if (forge.organizations.includes(name)) {
    sendJson(response, 200, { username: name, name });
  } else {
    notFound(response);
  }
}

async function createRepository(
  { forge, request, response, user },
  organization,
) {
  if (!user) {
    askToSignIn(response);
    return;
  }
  if (!forge.organizations.includes(organization)) {
    notFound(response);
    return;
  }
  const { name } = await readJson(request);
  if (typeof name !== 'string' || !isName(name)) {
    sendJson(response, 422, {
      message: `name: expected letters, digits, ".", "_" and "-", got ${JSON.stringify(
        name,
      )}`,
    });
    return;
  }
  if (forge.repositories.find(organization, name)) {
    sendJson(response, 409, {
      message: `The repository ${organization}/${name} already exists`,
    });
    return;
  }
  await forge.repositories.create(organization, name);
  sendJson(response, 201, {
    name,
    full_name: `${organization}/${name}`,
    default_branch: 'main',
  });
}

async function readContent(call, organization, name, file) {
  const { response, url } = call;
  const at = await locate(
    call,
    organization,
    name,
    url.searchParams.get('ref') ?? 'main',
  );
  const content = at && (await contentOf(at.folder, at.commit, file));
  if (!content) {
    notFound(response);
    return;
  }
  sendJson(response, 200, {
    type: 'file',
    path: file,
    encoding: 'base64',
    content: content.toString('base64'),
  });
}

async function readCommit(call, organization, name, ref) {
  const at = await locate(call, organization, name, ref);
  if (at) {
    sendJson(call.response, 200, { sha: at.commit });
  } else {
    notFound(call.response);
  }
}

async function readArchive(call, organization, name, ref) {
  const at = await locate(call, organization, name, ref);
  if (at) {
    send(
      call.response,
      200,
      'application/gzip',
      await archiveOf(at.folder, at.commit),
    );
  } else {
    notFound(call.response);
  }
}

function showRepository({ forge, response }, organization, name) {
  if (forge.repositories.find(organization, name)) {
    response
      .writeHead(302, { location: `/${organization}/${name}/src/branch/main/` })
      .end();
  } else {
    notFound(response);
  }
}

async function showBranch(call, organization, name, branch) {
  const at = await locate(call, organization, name, branch);
  if (!at) {
    notFound(call.response);
    return;
  }
  const base = `/${organization}/${name}/src/branch/${branch}`;
  const links = (await filesOf(at.folder, at.commit)).map(
    file =>
      `<li><a href="${base}/${file
        .split('/')
        .map(encodeURIComponent)
        .join('/')}">${escapeHtml(file)}</a></li>`,
  );
  const title = escapeHtml(`${organization}/${name} at ${branch}`);
  send(
    call.response,
    200,
    'text/html; charset=utf-8',
    `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${
      at.commit
    }</p><ul>${links.join('')}</ul></html>`,
  );
}

async function showFile(call, organization, name, branch, file) {
  const at = await locate(call, organization, name, branch);
  const content = at && (await contentOf(at.folder, at.commit, file));
  if (content) {
    // As text, whatever it is: a page of a repository must not run in a browser.
    send(call.response, 200, 'text/plain; charset=utf-8', content);
  } else {
    notFound(call.response);
  }
}

function transfer(
  { forge, request, response, url, user },
  organization,
  name,
  operation,
) {
  const folder = forge.repositories.find(organization, name);
  const pushes =
    operation === 'git-receive-pack' ||
    url.searchParams.get('service') === 'git-receive-pack';
  if (!folder) {
    notFound(response);
  } else if (pushes && !user) {
    askToSignIn(response);
  } else {
    serveGit({
      request,
      response,
      folder,
      operation,
      query: url.search.slice(1),
      user,
    });
  }
}

async function locate({ forge }, organization, name, ref) {
  const folder = forge.repositories.find(organization, name);
  const commit = folder && isRef(ref) ? await commitOf(folder, ref) : undefined;
  return commit && { folder, commit };
}

function signedIn({ username, password }, authorization = '') {
  const [, encoded = ''] = /^basic (.*)$/i.exec(authorization) ?? [];
  const given = Buffer.from(encoded, 'base64');
  const expected = Buffer.from(`${username}:${password}`);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? username
    : undefined;
}

async function readJson(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      throw new Error(`Expected a body of at most ${maxBodyBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString() || '{}');
}

function decode(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/';
  }
}

function escapeHtml(text) {
  return text.replace(
    /[&<>"']/g,
    character => `&#${character.codePointAt(0)};`,
  );
}

function askToSignIn(response) {
  response.writeHead(401, { 'www-authenticate': 'Basic realm="forge"' }).end();
}

function notFound(response) {
  sendJson(response, 404, { message: 'Not found' });
}

function sendJson(response, status, body) {
  send(response, status, 'application/json', JSON.stringify(body));
}

function send(response, status, type, body) {
  response
    .writeHead(status, {
      'content-type': type,
      'x-content-type-options': 'nosniff',
    })
    .end(body);
}
