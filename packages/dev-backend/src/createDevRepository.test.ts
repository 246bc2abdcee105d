import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDevRepository } from './createDevRepository';

const headOf = (url: string) =>
  execFileSync('git', [
    `--git-dir=${fileURLToPath(url)}`,
    'rev-parse',
    'main',
  ]).toString();

describe('createDevRepository', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'dev-repository-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes a branch that can be published to, and keeps one that is there', async () => {
    const dir = path.join(folder, 'gitops.git');
    const url = await createDevRepository(dir);
    const head = headOf(url);
    expect(head).toMatch(/^[0-9a-f]{40}\n$/);

    expect(await createDevRepository(dir)).toBe(url);
    expect(headOf(url)).toBe(head);
  });
});
