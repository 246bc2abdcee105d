import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { percentile } from './figures';

interface Sample {
  seconds: number;
  /** Resident memory of each process in MiB. */
  mebibytes: number[];
}

const WIDTH = 800;
const HEIGHT = 300;
/** Part of the time in which caches fill and code is compiled. */
const WARM_UP = 1 / 4;

/** How much memory processes take over time, where the system tells by `/proc`; elsewhere it stays empty. */
export class MemoryCurve {
  readonly #samples: Sample[] = [];
  readonly #startedAt = performance.now();

  /** @param readStatus - gives what `/proc` tells of a process; nothing when it tells nothing */
  constructor(
    private readonly pids: readonly number[],
    private readonly readStatus = statusOf,
  ) {}

  async sample(): Promise<void> {
    const mebibytes = (await Promise.all(this.pids.map(this.readStatus))).map(
      residentMebibytes,
    );
    if (mebibytes.every(value => value !== undefined)) {
      this.#samples.push({
        seconds: (performance.now() - this.#startedAt) / 1000,
        mebibytes: mebibytes.flatMap(value => value ?? []),
      });
    }
  }

  /**
   * By how much of itself the memory of each process grew after the warm-up: the median of the last quarter against that of the quarter
   * after the warm-up. Medians, because a garbage collector makes saw teeth.
   */
  growth(): number[] {
    return this.pids.map((_, index) => {
      const { before, after } = this.#quarters(index);
      return before === 0 ? 0 : after / before - 1;
    });
  }

  inWords(): string {
    return this.pids
      .map((_, index) => {
        const { before, after } = this.#quarters(index);
        return `${before.toFixed(0)} → ${after.toFixed(0)} MiB`;
      })
      .join(', ');
  }

  /** @returns the files that were written: a table and a graph */
  async write(folder: string, name: string): Promise<string[]> {
    const [table, graph] = [`${name}.csv`, `${name}.svg`].map(file =>
      join(folder, file),
    );
    await writeFile(
      table,
      [
        ['seconds', ...this.pids.map((_, index) => `replica ${index + 1} MiB`)],
        ...this.#samples.map(({ seconds, mebibytes }) => [
          seconds.toFixed(1),
          ...mebibytes.map(value => value.toFixed(1)),
        ]),
      ]
        .map(cells => `${cells.join(',')}\n`)
        .join(''),
    );
    await writeFile(graph, this.#svg());
    return [table, graph];
  }

  #quarters(index: number): { before: number; after: number } {
    const part = (from: number, to: number) =>
      percentile(
        50,
        this.#samples
          .slice(this.#samples.length * from, this.#samples.length * to)
          .map(({ mebibytes }) => mebibytes[index]),
      );
    return { before: part(WARM_UP, 2 * WARM_UP), after: part(3 / 4, 1) };
  }

  #svg(): string {
    const most = Math.max(
      1,
      ...this.#samples.flatMap(({ mebibytes }) => mebibytes),
    );
    const end = this.#samples.at(-1)?.seconds ?? 1;
    const lines = this.pids.map((_, index) => {
      const points = this.#samples.map(({ seconds, mebibytes }) =>
        [
          ((seconds / end) * WIDTH).toFixed(1),
          (HEIGHT - (mebibytes[index] / most) * HEIGHT).toFixed(1),
        ].join(','),
      );
      const colour = ['#1f77b4', '#d62728'][index % 2];
      return `<polyline fill="none" stroke="${colour}" points="${points.join(
        ' ',
      )}"/>`;
    });
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${
        HEIGHT + 20
      }">`,
      `<title>Resident memory of the replicas, 0 to ${most.toFixed(
        0,
      )} MiB, over ${end.toFixed(0)} s</title>`,
      '<rect width="100%" height="100%" fill="white"/>',
      ...lines,
      `<text x="4" y="${HEIGHT + 15}" font-size="12">0 to ${most.toFixed(
        0,
      )} MiB over ${end.toFixed(0)} s</text>`,
      '</svg>',
      '',
    ].join('\n');
  }
}

async function statusOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
}

function residentMebibytes(status: string): number | undefined {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
