import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ownCacheDirectory } from './ownCacheDirectory';

/** Above the largest process id that Linux gives out. */
const NO_PROCESS = 2 ** 22 + 1;

describe('ownCacheDirectory', () => {
  let parent: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'cache-test-'));
  });

  afterEach(() => rm(parent, { recursive: true, force: true }));

  it('is named after host and process, and made when the parent is missing', async () => {
    const own = await ownCacheDirectory(join(parent, 'below', 'it'));
    expect(basename(own)).toBe(`${hostname()}.${process.pid}`);
    await expect(readdir(own)).resolves.toEqual([]);
  });

  it('removes what dead processes of this host left, and nothing else', async () => {
    const kept = [
      `${hostname()}.${process.ppid}`,
      `other-host.${NO_PROCESS}`,
      'unrelated',
    ];
    for (const name of [...kept, `${hostname()}.${NO_PROCESS}`]) {
      await mkdir(join(parent, name));
    }
    const own = await ownCacheDirectory(parent);
    await expect(readdir(parent)).resolves.toEqual(
      [...kept, basename(own)].sort(),
    );
  });
});
