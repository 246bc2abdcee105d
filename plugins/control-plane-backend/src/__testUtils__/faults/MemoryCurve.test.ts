import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryCurve } from './MemoryCurve';

describe('MemoryCurve', () => {
  const MEBIBYTE_KB = 1024;

  function curveOf(mebibytes: number[]): Promise<MemoryCurve> {
    const rest = [...mebibytes];
    const curve = new MemoryCurve([1], async () => {
      const next = rest.shift() ?? 0;
      return `VmRSS:\t${next * MEBIBYTE_KB} kB\n`;
    });
    return mebibytes
      .reduce((done, _) => done.then(() => curve.sample()), Promise.resolve())
      .then(() => curve);
  }

  it('compares the last quarter with the one after the warm-up', async () => {
    const curve = await curveOf([50, 90, 100, 100, 120, 130, 150, 150]);

    expect(curve.growth()).toEqual([0.5]);
    expect(curve.inWords()).toBe('100 → 150 MiB');
  });

  it('sees no growth where memory stays', async () => {
    const curve = await curveOf([10, 90, 100, 100, 100, 100, 100, 100]);

    expect(curve.growth()).toEqual([0]);
  });

  it('writes a table and a graph', async () => {
    const curve = await curveOf([100, 110]);
    const folder = await mkdtemp(join(tmpdir(), 'memory-curve-'));

    const [table, graph] = await curve.write(folder, 'soak');

    expect((await readFile(table, 'utf8')).split('\n')).toEqual([
      'seconds,replica 1 MiB',
      expect.stringMatching(/^\d+\.\d,100\.0$/),
      expect.stringMatching(/^\d+\.\d,110\.0$/),
      '',
    ]);
    expect(await readFile(graph, 'utf8')).toMatch(/^<svg .*\n[\s\S]*<polyline/);
    await rm(folder, { recursive: true });
  });
});
