import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createService } from './service.js';

const service = createService({ name: 'test' });
let url;

before(async () => {
  await new Promise(resolve => service.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${service.address().port}`;
});

after(() => service.close());

test('says hello', async () => {
  const response = await fetch(url);

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), {
    service: 'test',
    message: 'Hello',
  });
});

test('tells that it is well', async () => {
  const response = await fetch(`${url}/healthz`);

  assert.deepEqual(await response.json(), { status: 'ok' });
});

for (const path of ['/nothing', '/constructor', '/healthz/more']) {
  test(`has nothing at ${path}`, async () => {
    assert.equal((await fetch(url + path)).status, 404);
  });
}

test('changes nothing', async () => {
  const response = await fetch(url, { method: 'DELETE' });

  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'GET, HEAD');
});
