import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { startForge } from './forge/forge.mjs';
import { gitEnvironment } from './forge/repositories.mjs';

const run = promisify(execFile);
const authorization = `Basic ${Buffer.from('robot:s3cret').toString('base64')}`;
let dir;
let forge;

before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'forge-'));
  forge = await startForge({
    dir: path.join(dir, 'repositories'),
    organizations: ['example'],
    username: 'robot',
    password: 's3cret',
  });
});

after(async () => {
  await forge.stop();
  await rm(dir, { recursive: true, force: true });
});

const get = address => fetch(`${forge.url}${address}`);

const create = (
  name,
  { organization = 'example', headers = { authorization } } = {},
) =>
  fetch(`${forge.url}/api/v1/orgs/${organization}/repos`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name }),
  });

const git = (cwd, ...args) =>
  run(
    'git',
    ['-c', 'user.name=Pat', '-c', 'user.email=pat@example.org', ...args],
    {
      cwd,
      env: { ...gitEnvironment(), GIT_TERMINAL_PROMPT: '0' },
    },
  );

async function pushTo(name, files, credentials = 'robot:s3cret@') {
  const clone = await mkdtemp(path.join(dir, 'clone-'));
  await git(clone, 'init', '--quiet', '--initial-branch=main');
  for (const [file, content] of Object.entries(files)) {
    await writeFile(path.join(clone, file), content);
  }
  await git(clone, 'add', '--all');
  await git(clone, 'commit', '--quiet', '-m', 'Begin');
  const remote = forge.url.replace('http://', `http://${credentials}`);
  await git(clone, 'push', '--quiet', `${remote}/example/${name}.git`, 'main');
}

test('a repository is made, pushed to, read and cloned', async () => {
  assert.equal((await create('shop')).status, 201);
  assert.equal(
    (await get('/example/shop/src/branch/main')).status,
    404,
    'nothing is there yet',
  );
  await pushTo('shop', { 'README.md': 'Shop\n' });

  const content = await get(
    '/api/v1/repos/example/shop/contents/README.md?ref=main',
  );
  const { encoding, content: encoded } = await content.json();
  assert.equal(Buffer.from(encoded, encoding).toString(), 'Shop\n');
  const { sha } = await (
    await get('/api/v1/repos/example/shop/git/commits/main')
  ).json();
  assert.match(sha, /^[0-9a-f]{40}$/);
  const archive = await get('/api/v1/repos/example/shop/archive/main.tar.gz');
  assert.deepEqual(
    [...new Uint8Array(await archive.arrayBuffer())].slice(0, 2),
    [0x1f, 0x8b],
  );

  const clone = path.join(dir, 'shop');
  await git(dir, 'clone', '--quiet', `${forge.url}/example/shop.git`, clone);
  assert.equal(await readFile(path.join(clone, 'README.md'), 'utf8'), 'Shop\n');
});

test('people can look at it', async () => {
  await create('pages');
  await pushTo('pages', { '<b>.html': '<script>alert(1)</script>' });

  const branch = await get('/example/pages');
  assert.equal(new URL(branch.url).pathname, '/example/pages/src/branch/main/');
  assert.match(await branch.text(), /&#60;b&#62;\.html/);
  const file = await get('/example/pages/src/branch/main/%3Cb%3E.html');
  assert.equal(file.headers.get('content-type'), 'text/plain; charset=utf-8');
});

test('only who is signed in makes and pushes', async () => {
  assert.equal((await create('mine', { headers: {} })).status, 401);
  const wrong = `Basic ${Buffer.from('robot:wrong!').toString('base64')}`;
  assert.equal(
    (await create('mine', { headers: { authorization: wrong } })).status,
    401,
  );
  await create('guarded');
  for (const credentials of ['', 'robot:wrong!@']) {
    await assert.rejects(pushTo('guarded', { a: '1' }, credentials));
  }
  assert.equal((await get('/example/guarded/src/branch/main')).status, 404);
});

test('a repository is made once', async () => {
  await create('twice');
  const answer = await create('twice');
  assert.equal(answer.status, 409);
  assert.match((await answer.json()).message, /example\/twice already exists/);
});

test('organizations are the ones that it was started with', async () => {
  assert.equal((await get('/api/v1/orgs/example')).status, 200);
  assert.equal((await get('/api/v1/orgs/other')).status, 404);
  assert.equal((await create('shop', { organization: 'other' })).status, 404);
});

for (const name of ['../evil', '-x', 'a/b', '', 'x.git', 7, undefined]) {
  test(`a repository is not named ${JSON.stringify(name)}`, async () => {
    assert.equal((await create(name)).status, 422);
  });
}

for (const address of [
  '/api/v1/repos/example/none/contents/README.md',
  '/api/v1/repos/..%2F..%2Fetc/x/contents/passwd',
  '/example/none',
  '/example/none.git/info/refs?service=git-upload-pack',
  '/%E0%A4%A',
  '/',
]) {
  test(`there is nothing at ${address}`, async () => {
    assert.equal((await get(address)).status, 404);
  });
}
